/** Where the comma before `start` is, with nothing but white space between; undefined if there is none. Looks at no more text than that. */
export function commaBefore(text: string, start: number): number | undefined {
  let at = start;
  while (at > 0 && /\s/.test(text.charAt(at - 1))) at--;
  return text.charAt(at - 1) === ',' ? at - 1 : undefined;
}
