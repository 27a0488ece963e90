/** What a snapshot may contain: about two million sockets with their processes. */
const deepest = 16;
const mostContainers = 2_000_000;
const mostCommas = 50_000_000;
/** Of one object: parameters and counters by their names, of which a host has some hundred. A million take the engine seconds. */
export const mostMembers = 10_000;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Whether parsing a JSON text costs a reasonable amount of memory: a value of two characters (`{}`) becomes an object of
 * dozens of bytes, so the size of the text alone says little. Looks at brackets and commas outside of strings only. Between
 * brackets that do not match, it may count too much: that is no JSON.
 */
export function isBoundedJson(text: string): boolean {
  let depth = 0;
  let containers = 0;
  let commas = 0;
  /** For each level, how many members the innermost object may still have; of a list, what does not run out. */
  const left = new Int32Array(deepest + 1);
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case quote:
        at = endOfString(text, at);
        break;
      case openBrace:
      case openBracket:
        if (++depth > deepest || ++containers > mostContainers) return false;
        left[depth] = text.charCodeAt(at) === openBrace ? mostMembers : mostCommas + 1;
        break;
      case closeBrace:
      case closeBracket:
        depth--;
        break;
      case comma:
        if (++commas > mostCommas || --left[depth]! === 0) return false;
        break;
      default:
    }
  }
  return true;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash) at++;
    else if (code === quote) return at;
  }
  return text.length;
}
