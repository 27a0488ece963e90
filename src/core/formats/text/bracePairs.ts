/**
 * The closing brace of each brace in a text, by the offset of the opening one; a brace that is never closed is absent.
 * Braces in double quotes are none.
 */
export function bracePairs(text: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: found, index } of text.matchAll(/"(?:\\.|[^"\\\n])*"?|[{}]/g)) {
    if (found === '{') open.push(index);
    else if (found === '}') {
      const start = open.pop();
      if (start !== undefined) pairs.set(start, index);
    }
  }
  return pairs;
}
