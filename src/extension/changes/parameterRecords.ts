import type { Memento } from 'vscode';

const memoryKey = 'parameterChanges';
/** The maximum number of changes to keep. */
const mostRecords = 100;

/** A kernel parameter that was changed by the extension, and its old value. */
export interface ParameterRecord {
  /** The host's id, and the user's name for it. */
  readonly host: string;
  readonly label: string;
  readonly key: string;
  readonly before: string;
  readonly after: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The boot of the host in which the change was made; a reboot undoes the change. */
  readonly bootId?: string;
}

/** The changes that can be undone, newest first. They are kept after the window is closed. */
export class ParameterRecords {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  get all(): readonly ParameterRecord[] {
    return this.#memory.get<readonly ParameterRecord[]>(memoryKey, []);
  }

  /** The value before a parameter's first change remains the one to restore. */
  async add(record: ParameterRecord): Promise<ParameterRecord> {
    const first = this.all.find((known) => isSame(known, record));
    const kept = first === undefined ? record : { ...record, before: first.before };
    await this.#write([kept, ...this.all.filter((known) => !isSame(known, record))]);
    return kept;
  }

  async remove(record: ParameterRecord): Promise<void> {
    await this.#write(this.all.filter((known) => !isSame(known, record)));
  }

  async #write(records: readonly ParameterRecord[]): Promise<void> {
    await this.#memory.update(memoryKey, records.slice(0, mostRecords));
  }
}

function isSame(one: ParameterRecord, other: ParameterRecord): boolean {
  return one.host === other.host && one.key === other.key && one.bootId === other.bootId;
}
