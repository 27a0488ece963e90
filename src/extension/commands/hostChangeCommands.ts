import type { Memento } from 'vscode';
import type { Server } from '../client/server.ts';
import { applyParameterCommand } from './applyParameter.ts';
import { closeSocketsCommand } from './closeSockets.ts';
import { undoParametersCommand } from './undoParameters.ts';
import type { Failures } from '../failures.ts';
import type { ViewFilter } from '../filter/viewFilter.ts';
import { commandIds } from '../ids.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { SomeCommands } from '../lazyCommands.ts';
import type { ViewShape } from '../shape/viewShape.ts';
import type { ChangeSetting } from '../changes/changeSetting.ts';
import { ChangeTerminal } from '../changes/changeTerminal.ts';
import { ParameterChanger } from '../changes/parameterChanger.ts';
import { ParameterRecords } from '../changes/parameterRecords.ts';
import { ClosingDialog } from '../changes/closingDialog.ts';

export interface HostChangesParts {
  readonly globalState: Memento;
  readonly server: Pick<Server, 'send'>;
  readonly inspections: Inspections;
  readonly filter: ViewFilter;
  readonly shape: ViewShape;
  readonly failures: Failures;
  readonly changes: ChangeSetting;
}

/** The commands that change a host, by id. They refuse until the user allows it, and so does the server. */
export function hostChangeCommands(
  parts: HostChangesParts,
): SomeCommands<'closeSockets' | 'applyParameter' | 'undoParameters'> {
  const { globalState, server, inspections, filter, shape, failures, changes } = parts;
  const isAllowed = (): boolean => changes.isAllowed;
  const { send } = server;
  const terminal = new ChangeTerminal();
  const records = new ParameterRecords(globalState);
  const closer = new ClosingDialog({ send, inspections, terminal });
  const changer = new ParameterChanger({ send, records, terminal, inspections, now: Date.now });
  return {
    [commandIds.closeSockets]: closeSocketsCommand({
      closer,
      inspections,
      filter,
      shape,
      isAllowed,
      failures,
    }),
    [commandIds.applyParameter]: applyParameterCommand(changer, isAllowed, failures),
    [commandIds.undoParameters]: undoParametersCommand(changer, records, isAllowed, failures),
  };
}
