/** Whether the user trusts the workspace. Until then, only open documents are read and no program is started. */
export class Trust {
  readonly #listeners: (() => void)[] = [];
  #isGranted: boolean;

  constructor(isGranted: boolean) {
    this.#isGranted = isGranted;
  }

  get isGranted(): boolean {
    return this.#isGranted;
  }

  /** Permanently: a window whose trust is revoked starts a new server. */
  grant(): void {
    if (this.#isGranted) return;
    this.#isGranted = true;
    for (const listener of this.#listeners) listener();
  }

  onGrant(listener: () => void): void {
    this.#listeners.push(listener);
  }
}
