/** The parser calls itself for each bracket, and takes the square of the time for a key of many parts. No real file has so many. */
const deepest = 100;

/** Where a TOML text is nested too deeply for its parser; undefined if nowhere. Brackets in texts count, too. */
export function tomlTooDeepAt(text: string): number | undefined {
  let brackets = 0;
  let dots = 0;
  let isValue = false;
  for (const { 0: mark, index } of text.matchAll(/[[\]{}.,=\n]/g)) {
    if (mark === '.') dots += isValue ? 0 : 1;
    else {
      dots = 0;
      isValue = mark === '=';
    }
    if (mark === '[' || mark === '{') brackets++;
    else if (mark === ']' || mark === '}') brackets = Math.max(0, brackets - 1);
    if (brackets > deepest || dots > deepest) return index;
  }
  return undefined;
}
