/** Where a block ends whose brace was opened before `from`: the place of its closing brace, or the end of the text. */
export function matchingBrace(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const string = /^"(?:\\.|[^"\\\n])*"?/.exec(text.slice(at, at + 10_000));
      at += (string?.[0].length ?? 1) - 1;
    } else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at;
  }
  return text.length;
}

/** Farther from a setting, nothing is looked for in its block. */
const farthest = 2000;

/** The innermost block around a place, without its braces and as far as it is near; empty if it begins farther up. */
export function blockAround(text: string, at: number): string {
  let depth = 1;
  for (let start = at - 1; start >= Math.max(0, at - farthest); start--) {
    if (text[start] === '}') depth++;
    else if (text[start] === '{' && --depth === 0) {
      const near = text.slice(start + 1, at + farthest);
      return near.slice(0, matchingBrace(near, 0));
    }
  }
  return '';
}
