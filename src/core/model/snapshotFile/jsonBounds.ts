/** What a snapshot may contain: about two million sockets with their processes. */
const deepest = 16;
const mostContainers = 2_000_000;
const mostCommas = 50_000_000;
/** Of one object: parameters and counters by their names, of which a host has some hundred. A million take the engine seconds. */
export const mostMembers = 10_000;
/** Different beginnings of objects in all, for each of which the engine makes a description of hundreds of bytes. */
const mostBeginnings = 5 * mostMembers;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Whether parsing a JSON text costs a reasonable amount of memory: a value of two characters (`{}`) becomes an object of
 * dozens of bytes, and one with keys that no other has costs more than both, so the size of the text alone says little. Looks at
 * brackets, commas and the keys of objects only. Between brackets that do not match, it may count too much: that is no JSON.
 */
export function isBoundedJson(text: string): boolean {
  let depth = 0;
  let containers = 0;
  let commas = 0;
  /** For each level, how many members the innermost object may still have; of a list, what does not run out. */
  const left = new Int32Array(deepest + 1);
  const beginnings = new Beginnings();
  /** For each level, the keys so far of the innermost object; undefined of a list. */
  const begun: (Beginning | undefined)[] = [];
  let isKey = false;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case quote: {
        const before = isKey ? begun[depth] : undefined;
        isKey = false;
        if (before === undefined) at = endOfString(text, at);
        else {
          const next = beginnings.after(before, text, at);
          if (beginnings.count > mostBeginnings) return false;
          begun[depth] = next;
          at += next.key.length - 1;
        }
        break;
      }
      case openBrace:
      case openBracket:
        if (++depth > deepest || ++containers > mostContainers) return false;
        isKey = text.charCodeAt(at) === openBrace;
        left[depth] = isKey ? mostMembers : mostCommas + 1;
        begun[depth] = isKey ? beginnings.empty : undefined;
        break;
      case closeBrace:
      case closeBracket:
        depth--;
        isKey = false;
        break;
      case comma:
        if (++commas > mostCommas || --left[depth]! === 0) return false;
        isKey = begun[depth] !== undefined;
        break;
      default:
    }
  }
  return true;
}

/** The keys of an object up to one of them, and what has come after. */
interface Beginning {
  /** The last of them, with its quotation marks. */
  readonly key: string;
  readonly next: Map<string, Beginning>;
  /** What came last: nearly all objects of a list have the keys of the one before. */
  last?: Beginning;
}

class Beginnings {
  readonly empty: Beginning = { key: '', next: new Map() };
  #count = 0;

  /** How many different ones there are. */
  get count(): number {
    return this.#count;
  }

  /** @param at where the next key of the object stands. */
  after(before: Beginning, text: string, at: number): Beginning {
    const { last } = before;
    if (last !== undefined && text.startsWith(last.key, at)) return last;
    // With its marks it is never a number, which the engine would keep in tables without a secret.
    const key = text.slice(at, endOfString(text, at) + 1);
    let next = before.next.get(key);
    if (next === undefined) {
      this.#count++;
      before.next.set(key, (next = { key, next: new Map() }));
    }
    return (before.last = next);
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash) at++;
    else if (code === quote) return at;
  }
  return text.length;
}
