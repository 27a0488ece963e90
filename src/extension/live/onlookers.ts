import { Disposable, EventEmitter, type Event } from 'vscode';

/** A part of the window that shows figures of a host. */
export interface Watched {
  readonly isVisible: boolean;
  readonly onDidChangeVisibility: Event<unknown>;
}

/** Whether any part of the window that shows figures is visible: otherwise nothing is polled. */
export class Onlookers implements Disposable {
  readonly #watched: Watched[] = [];
  readonly #subscriptions: Disposable[] = [];
  readonly #changed = new EventEmitter<void>();

  readonly onDidChange = this.#changed.event;

  get areThere(): boolean {
    return this.#watched.some(({ isVisible }) => isVisible);
  }

  add(watched: Watched): void {
    this.#watched.push(watched);
    this.#subscriptions.push(
      watched.onDidChangeVisibility(() => {
        this.#changed.fire();
      }),
    );
    this.#changed.fire();
  }

  dispose(): void {
    Disposable.from(this.#changed, ...this.#subscriptions).dispose();
  }
}
