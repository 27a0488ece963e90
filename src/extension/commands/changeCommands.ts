import type { Memento } from 'vscode';
import type { ChangeSetting } from '../changes/changeSetting.ts';
import type { CommandTerminal } from '../changes/changeTerminal.ts';
import { ClosingDialog } from '../changes/closingDialog.ts';
import { ParameterChanger } from '../changes/parameterChanger.ts';
import { ParameterRecords } from '../changes/parameterRecords.ts';
import type { Send } from '../client/server.ts';
import type { CommandTypes } from '../commandTypes.ts';
import type { Failures } from '../failures.ts';
import type { ViewFilter } from '../filter/viewFilter.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { ViewShape } from '../shape/viewShape.ts';
import { applyParameterCommand } from './applyParameter.ts';
import { closeSocketsCommand } from './closeSockets.ts';
import { undoParametersCommand } from './undoParameters.ts';

export interface ChangeCommandsParts {
  readonly globalState: Memento;
  readonly send: Send;
  readonly inspections: Inspections;
  readonly filter: ViewFilter;
  readonly shape: ViewShape;
  readonly failures: Failures;
  readonly changes: ChangeSetting;
}

/** The commands that change a host. They refuse until the user allows it, and so does the server. */
export function changeCommands(
  parts: ChangeCommandsParts,
  terminal: CommandTerminal,
): Pick<CommandTypes, 'closeSockets' | 'applyParameter' | 'undoParameters'> {
  const { globalState, send, inspections, failures, changes } = parts;
  const isAllowed = (): boolean => changes.isAllowed;
  const records = new ParameterRecords(globalState);
  const dialog = new ClosingDialog({ send, inspections, terminal });
  const changer = new ParameterChanger({ send, records, terminal, inspections, now: Date.now });
  return {
    closeSockets: closeSocketsCommand({ ...parts, dialog, isAllowed }),
    applyParameter: applyParameterCommand(changer, isAllowed, failures),
    undoParameters: undoParametersCommand(changer, records, isAllowed, failures),
  };
}
