import type { HostChangeOptions, Refused } from '../core/protocol/closeSockets.ts';
import { refused } from './refused.ts';

/** Whether the user allows changes to hosts. Not until the client says so. */
export class HostChanges {
  #isAllowed = false;

  constructor(options: HostChangeOptions) {
    this.allow(options);
  }

  allow({ allowHostChanges }: HostChangeOptions): void {
    this.#isAllowed = allowHostChanges === true;
  }

  /** Why changes are refused; undefined if they are allowed. */
  refusal(): Refused | undefined {
    if (this.#isAllowed) return undefined;
    return refused({
      code: 'host-changes-off',
      message: 'Changes to the host are turned off.',
      nextStep: 'Turn on the setting “socketDiagnostics.allowHostChanges” in a workspace that you trust.',
    });
  }
}
