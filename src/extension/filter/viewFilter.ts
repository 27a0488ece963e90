import { EventEmitter, type Disposable, type Memento } from 'vscode';

const memoryKey = 'filter';

/** The filter of the Sockets view, in the server's filter syntax; empty if none is set. Stored per workspace. */
export class ViewFilter implements Disposable {
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<string>();
  #text: string;

  readonly onDidChange = this.#changed.event;

  constructor(memory: Memento) {
    this.#memory = memory;
    const kept = memory.get<unknown>(memoryKey);
    this.#text = typeof kept === 'string' ? kept : '';
  }

  get text(): string {
    return this.#text;
  }

  set(text: string): void {
    const trimmed = text.trim();
    if (trimmed === this.#text) return;
    this.#text = trimmed;
    void this.#memory.update(memoryKey, trimmed === '' ? undefined : trimmed);
    this.#changed.fire(trimmed);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
