/** Whether the user trusts the workspace. Until then nothing is read but open documents, and no program is started. */
export class Trust {
  readonly #listeners: (() => void)[] = [];
  #isGranted: boolean;

  constructor(isGranted: boolean) {
    this.#isGranted = isGranted;
  }

  get isGranted(): boolean {
    return this.#isGranted;
  }

  /** For good: a window whose trust is taken back starts a server anew. */
  grant(): void {
    if (this.#isGranted) return;
    this.#isGranted = true;
    for (const listener of this.#listeners) listener();
  }

  onGrant(listener: () => void): void {
    this.#listeners.push(listener);
  }
}
