/** A directive of a Caddyfile: a line of words, with the lines of its block. */
export interface CaddyDirective {
  readonly words: readonly string[];
  readonly start: number;
  /** After the last word of its line, an opening brace excluded. */
  readonly end: number;
  readonly block: readonly CaddyDirective[];
}

/**
 * Reads a Caddyfile: a directive a line, blocks in braces at the end of a line, comments from a `#` that begins a word.
 * Never throws: a block that is not closed ends with the text. Source: caddyserver/caddy, caddyconfig/caddyfile/lexer.go.
 */
export function parseCaddyfile(text: string): readonly CaddyDirective[] {
  const top: CaddyDirective[] = [];
  const open: CaddyDirective[][] = [top];
  let start = 0;
  for (const line of text.split('\n')) {
    const words = Array.from(line.matchAll(/"(?:[^"\\]|\\.)*"|`[^`]*`|\S+/g));
    const comment = words.findIndex(([word]) => word.startsWith('#'));
    const meant = comment < 0 ? words : words.slice(0, comment);
    const opens = meant.at(-1)?.[0] === '{';
    const own = opens ? meant.slice(0, -1) : meant;
    const [first] = own;
    const last = own.at(-1);
    if (first?.[0] === '}' && own.length === 1) {
      if (open.length > 1) open.pop();
    } else if (opens || (first !== undefined && last !== undefined)) {
      const block: CaddyDirective[] = [];
      open.at(-1)?.push({
        words: own.map(([word]) => word.replace(/^(["`])(.*)\1$/, '$2')),
        start: start + (first?.index ?? line.indexOf('{')),
        end: start + (last === undefined ? line.indexOf('{') : last.index + last[0].length),
        block,
      });
      if (opens) open.push(block);
    }
    start += line.length + 1;
  }
  return top;
}
