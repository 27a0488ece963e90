import type { Connection } from 'vscode-languageserver/node';
import {
  hostChangesNotification,
  type HostChangeOptions,
  type Refused,
} from '../core/protocol/closeSockets.ts';
import { refused } from './refused.ts';

/** Whether the user allows that hosts are changed: no, until the client says so. */
export class HostChanges {
  #isAllowed: boolean;

  constructor(connection: Pick<Connection, 'onNotification'>, options: unknown) {
    this.#isAllowed = isAllowedIn(options);
    connection.onNotification(hostChangesNotification, (changed: unknown) => {
      this.#isAllowed = isAllowedIn(changed);
    });
  }

  /** Why nothing is changed; undefined where it is allowed. */
  refusal(): Refused | undefined {
    if (this.#isAllowed) return undefined;
    return refused({
      code: 'host-changes-off',
      message: 'Changes of the host are switched off.',
      nextStep: 'Turn on the setting “socketDiagnostics.allowHostChanges”, in a workspace that you trust.',
    });
  }
}

function isAllowedIn(options: unknown): boolean {
  return (options as HostChangeOptions | null | undefined)?.allowHostChanges === true;
}
