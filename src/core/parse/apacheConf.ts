/** A directive of Apache's configuration with its place, in UTF-16 code units. */
export interface ApacheDirective {
  readonly name: string;
  /** Without quotes. */
  readonly args: readonly string[];
  readonly start: number;
  /** After the last character of the line, continuation lines included. */
  readonly end: number;
  /** The sections around it, outermost first: `VirtualHost *:80`. */
  readonly around: readonly string[];
}

/** Reads a file of Apache httpd: a directive a line, sections in angle brackets, `\` at the end continues a line. */
export function parseApacheConf(text: string): readonly ApacheDirective[] {
  const directives: ApacheDirective[] = [];
  const around: string[] = [];
  let at = 0;
  while (at < text.length) {
    let end = lineEnd(text, at);
    while (text[end - 1] === '\\' && end < text.length) end = lineEnd(text, end + 1);
    const line = text
      .slice(at, end)
      .replace(/\\\r?\n/g, ' ')
      .replace(/\r$/, '');
    const start = at + (/^\s*/.exec(line)?.[0].length ?? 0);
    at = end + 1;
    const content = line.trim();
    if (content === '' || content.startsWith('#')) continue;
    if (content.startsWith('</')) {
      around.pop();
      continue;
    }
    if (content.startsWith('<')) {
      const section = content.replace(/^<|>\s*$/g, '');
      const [name = '', ...args] = wordsOf(section);
      directives.push({ name: `<${name}>`, args, start, end, around: [...around] });
      if (around.length < 100) around.push(section);
      continue;
    }
    const [name = '', ...args] = wordsOf(content);
    const last = start + text.slice(start, end).trimEnd().length;
    directives.push({ name, args, start, end: last, around: [...around] });
  }
  return directives;
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found;
}

function wordsOf(line: string): readonly string[] {
  return Array.from(
    line.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\S+)/g),
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  );
}
