import { bracePairs } from './bracePairs.ts';

/** Finds the innermost pair of braces around a place: the offset of its opening brace, or -1 outside of all. */
export function bracesAround(text: string, pairs = bracePairs(text)): (at: number) => number {
  const edges: { readonly at: number; readonly inside: number }[] = [];
  const open: number[] = [];
  const ends = [...pairs].flatMap(([start, end]) => [
    { at: start, opens: true },
    { at: end, opens: false },
  ]);
  for (const { at, opens } of ends.sort((a, b) => a.at - b.at)) {
    if (opens) open.push(at);
    else open.pop();
    edges.push({ at, inside: open.at(-1) ?? -1 });
  }
  return (place) => {
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((edges[middle]?.at ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return edges[low - 1]?.inside ?? -1;
  };
}
