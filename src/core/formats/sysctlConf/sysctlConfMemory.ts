import { changedLines } from '../../parse/sysctlConf.ts';
import { normalizeSysctlKey } from '../../parse/sysctlKey.ts';
import type { SysctlLine } from '../../parse/sysctlLine.ts';
import type { FormatDocument, LineMemory, PartsToJudge } from '../fileFormat.ts';
import { KeyIndex, type IndexedKey } from '../keyIndex.ts';
import type { LinesToJudge } from './linesToJudge.ts';

/** A document that can be judged in part. */
interface Divisible extends FormatDocument {
  readonly lines: readonly SysctlLine[];
  /** Where what is said of a line depends on lines far from it. */
  readonly foreign: ReadonlySet<number>;
  judgedIn(judged: LinesToJudge): FormatDocument;
}

/**
 * What a rule says of a line depends on the line and on the lines that name the same key. Besides, rules ask only for keys that
 * the catalogue knows by name, of which a file has few, and for what a glob covers. So a line of which nothing was said stays
 * silent until one of these changes, and is left out.
 */
export class SysctlConfMemory implements LineMemory {
  #lines: readonly SysctlLine[] = [];
  /** Parallel to the lines: whether something was said of it, or it was not judged yet. */
  #isLoud: boolean[] = [];
  #names: (IndexedKey | undefined)[] = [];
  readonly #keys = new KeyIndex();
  /** The part that was given out last; undefined after it was judged. */
  #open: readonly SysctlLine[] | undefined;
  #hadForeign = false;

  parts(document: FormatDocument): PartsToJudge {
    if (!isDivisible(document)) return { together: document, alone: [] };
    // What was given out before and not judged is not known.
    if (this.#open !== undefined) this.forget();
    const hasForeign = document.foreign.size > 0;
    if (hasForeign || this.#hadForeign) this.forget();
    this.#hadForeign = hasForeign;
    this.#follow(document.lines);
    const lines = this.#toJudge();
    this.#open = lines;
    const isNamed = (path: string): boolean => this.#keys.isNamed(path);
    return { together: document.judgedIn({ lines, isNamed }), alone: [] };
  }

  note(lines: Iterable<number>): void {
    for (const { index } of this.#open ?? []) this.#isLoud[index] = false;
    for (const index of lines) this.#isLoud[index] = true;
    this.#keys.settle();
    this.#open = undefined;
  }

  forget(): void {
    this.#isLoud.fill(true);
    this.#open = undefined;
  }

  /** Takes over the lines of a newer text. */
  #follow(lines: readonly SysctlLine[]): void {
    const { head, tail } = changedLines(this.#lines, lines);
    const end = this.#names.length - tail;
    for (const name of this.#names.slice(head, end)) if (name !== undefined) this.#keys.remove(name);
    const fresh = lines.slice(head, lines.length - tail);
    const names = fresh.map((line) =>
      'key' in line ? this.#keys.add(normalizeSysctlKey(line.key.text)) : undefined,
    );
    this.#names = replaced(this.#names, head, end, names);
    const loud = fresh.map(() => true);
    this.#isLoud = replaced(this.#isLoud, head, end, loud);
    this.#lines = lines;
  }

  #toJudge(): readonly SysctlLine[] {
    const found: SysctlLine[] = [];
    // One rule points at the first assignment, whatever it is.
    let isFirst = true;
    // Not with an iterator: this is the one step of a key press that looks at every line.
    for (let index = 0; index < this.#lines.length; index++) {
      const line = this.#lines[index];
      if (line === undefined) continue;
      const isFirstOne = isFirst && line.kind === 'assignment';
      if (isFirstOne) isFirst = false;
      if (this.#names[index]?.bearsOnOthers === true || isFirstOne || this.#isLoud[index] === true)
        found.push(line);
    }
    return found;
  }
}

/** An edit changes few lines of many, which are not copied for it. */
function replaced<T>(list: T[], start: number, end: number, by: readonly T[]): T[] {
  // They are arguments of a call, of which there must not be too many.
  if (by.length > 1000) return list.slice(0, start).concat(by, list.slice(end));
  list.splice(start, end - start, ...by);
  return list;
}

function isDivisible(document: FormatDocument): document is Divisible {
  return 'judgedIn' in document;
}
