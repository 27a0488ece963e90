import type { ExtensionContext } from 'vscode';
import { applyParameterCommand } from '../commands/applyParameter.ts';
import { closeSocketsCommand } from '../commands/closeSockets.ts';
import { undoParametersCommand } from '../commands/undoParameters.ts';
import type { Failures } from '../failures.ts';
import type { SocketFilter } from '../filter/socketFilter.ts';
import { commandIds } from '../ids.ts';
import type { Inspections } from '../inspections.ts';
import type { LazyClient } from '../lazyClient.ts';
import type { SocketShape } from '../shape/socketShape.ts';
import type { ChangeSetting } from './changeSetting.ts';
import { ChangeTerminal } from './changeTerminal.ts';
import { HostChangeServer } from './hostChangeServer.ts';
import { ParameterChanger } from './parameterChanger.ts';
import { ParameterRecords } from './parameterRecords.ts';
import { SocketCloser } from './socketCloser.ts';

export interface HostChangesParts {
  readonly context: Pick<ExtensionContext, 'globalState' | 'subscriptions'>;
  readonly server: Pick<LazyClient, 'request' | 'allowHostChanges'>;
  readonly inspections: Inspections;
  readonly filter: SocketFilter;
  readonly shape: SocketShape;
  readonly failures: Failures;
  readonly setting: ChangeSetting;
}

/** The commands that change a host. They refuse until the user allows it, and so does the server. */
export function registerHostChanges(
  register: (id: string, run: (...values: unknown[]) => unknown) => void,
  { context, server, inspections, filter, shape, failures, setting }: HostChangesParts,
): void {
  const isAllowed = (): boolean => setting.isAllowed;
  const requests = new HostChangeServer((method, params, token) => server.request(method, params, token));
  const terminal = new ChangeTerminal();
  const records = new ParameterRecords(context.globalState);
  const closer = new SocketCloser({ server: requests, inspections, terminal });
  const changer = new ParameterChanger({ server: requests, records, terminal, inspections, now: Date.now });
  register(
    commandIds.closeSockets,
    closeSocketsCommand({ closer, inspections, filter, shape, isAllowed, failures }),
  );
  register(commandIds.applyParameter, applyParameterCommand(changer, isAllowed, failures));
  register(commandIds.undoParameters, undoParametersCommand(changer, records, isAllowed, failures));
  context.subscriptions.push(
    setting,
    setting.onDidChange((isNowAllowed) => {
      server.allowHostChanges(isNowAllowed).catch((error: unknown) => {
        failures.note(error);
      });
    }),
  );
}
