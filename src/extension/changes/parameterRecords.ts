import type { Memento } from 'vscode';

const memoryKey = 'parameterChanges';
/** Nobody goes back further. */
const mostRecords = 100;

/** A kernel parameter that was changed from here, and what it was before. */
export interface ParameterRecord {
  /** The host's id, and what the user calls it. */
  readonly host: string;
  readonly label: string;
  readonly key: string;
  readonly before: string;
  readonly after: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The start of the host that the change belongs to: after another one it is gone by itself. */
  readonly bootId?: string;
}

/** The changes that can be undone, newest first. They outlive the window. */
export class ParameterRecords {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  get all(): readonly ParameterRecord[] {
    return this.#memory.get<readonly ParameterRecord[]>(memoryKey, []);
  }

  /** What a parameter was before its first change stays what can be gone back to. */
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
