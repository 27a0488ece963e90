/** Where the name itself begins that is written at an offset, with or without a quote. */
export function nameAt(text: string, start: number): number {
  return /["']/.test(text[start] ?? '') ? start + 1 : start;
}
