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
