import { changedLines } from '../../parse/sysctlConf.ts';
import { normalizeSysctlKey } from '../../parse/sysctlKey.ts';
import type { SysctlLine } from '../../parse/sysctlLine.ts';
import { GrowingKeys } from '../growingKeys.ts';

/** The keys that the lines of a document set, looked for when they are first asked for. */
export class KeyList {
  readonly #lines: readonly SysctlLine[];
  #keys: GrowingKeys | undefined;

  constructor(lines: readonly SysctlLine[]) {
    this.#lines = lines;
  }

  get keys(): readonly string[] {
    if (this.#keys === undefined) {
      this.#keys = new GrowingKeys();
      addKeys(this.#lines, this.#keys);
    }
    return this.#keys.list;
  }

  after(before: readonly SysctlLine[], lines: readonly SysctlLine[]): KeyList {
    if (this.#keys === undefined) return new KeyList(lines);
    const { head, tail } = changedLines(before, lines);
    addKeys(lines.slice(head, lines.length - tail), this.#keys);
    return this;
  }
}

function addKeys(lines: readonly SysctlLine[], keys: GrowingKeys): void {
  for (const line of lines)
    if (line.kind === 'assignment') keys.add(normalizeSysctlKey(line.key.text).dotted);
}
