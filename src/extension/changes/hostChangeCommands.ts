import type { Memento } from 'vscode';
import type { Server } from '../client/server.ts';
import { applyParameterCommand } from '../commands/applyParameter.ts';
import { closeSocketsCommand } from '../commands/closeSockets.ts';
import { undoParametersCommand } from '../commands/undoParameters.ts';
import type { Failures } from '../failures.ts';
import type { SocketFilter } from '../filter/socketFilter.ts';
import { commandIds } from '../ids.ts';
import type { Inspections } from '../inspections.ts';
import type { SomeCommands } from '../lazyCommands.ts';
import type { SocketShape } from '../shape/socketShape.ts';
import type { ChangeSetting } from './changeSetting.ts';
import { ChangeTerminal } from './changeTerminal.ts';
import { ParameterChanger } from './parameterChanger.ts';
import { ParameterRecords } from './parameterRecords.ts';
import { SocketCloser } from './socketCloser.ts';

export interface HostChangesParts {
  readonly globalState: Memento;
  readonly server: Pick<Server, 'send'>;
  readonly inspections: Inspections;
  readonly filter: SocketFilter;
  readonly shape: SocketShape;
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
  const closer = new SocketCloser({ send, inspections, terminal });
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
