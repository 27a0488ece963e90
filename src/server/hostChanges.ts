import type { HostChangeOptions, Refused } from '../core/protocol/closeSockets.ts';
import { refused } from './refused.ts';

/** Whether the user allows that hosts are changed: no, until the client says so. */
export class HostChanges {
  #isAllowed = false;

  constructor(options: HostChangeOptions) {
    this.allow(options);
  }

  allow({ allowHostChanges }: HostChangeOptions): void {
    this.#isAllowed = allowHostChanges === true;
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
