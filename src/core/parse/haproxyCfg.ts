/** A word of a line with its place, in UTF-16 code units from the start of the text. */
export interface HaproxyWord {
  /** Without quotes and backslashes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface HaproxyLine {
  readonly words: readonly HaproxyWord[];
  readonly start: number;
  /** After the last word. */
  readonly end: number;
}

/** A section, for example `backend app`, with the lines below its first. */
export interface HaproxySection {
  /** `global`, `defaults`, `frontend`, `backend`, `listen` or another. */
  readonly kind: string;
  readonly name: string;
  readonly head: HaproxyLine;
  readonly lines: readonly HaproxyLine[];
  /** The defaults that apply: the named ones (`from NAME`), else the last ones before it. */
  readonly defaults?: HaproxySection;
}

const sectionKinds =
  /^(global|defaults|frontend|backend|listen|userlist|peers|mailers|resolvers|cache|program|http-errors|ring|log-forward|fcgi-app|crt-list|crt-store|traces|acme|log-profile)$/;

/** Reads a HAProxy configuration file: sections and lines of words, as chapter 2 of HAProxy's configuration manual has them. */
export function parseHaproxyCfg(text: string): readonly HaproxySection[] {
  const sections: (HaproxySection & { readonly lines: HaproxyLine[] })[] = [];
  let lastDefaults: HaproxySection | undefined;
  const defaultsByName = new Map<string, HaproxySection>();
  for (const line of linesOf(text)) {
    const [first, second] = line.words;
    if (first === undefined) continue;
    if (!sectionKinds.test(first.text)) {
      sections.at(-1)?.lines.push(line);
      continue;
    }
    const from = line.words.findIndex(({ text: word }) => word === 'from');
    const base = from < 0 ? undefined : line.words[from + 1]?.text;
    const defaults = base === undefined ? lastDefaults : defaultsByName.get(base);
    const isProxy = /^(frontend|backend|listen|defaults)$/.test(first.text);
    const inherits = isProxy && (first.text !== 'defaults' || base !== undefined);
    const section = {
      kind: first.text,
      name: second?.text ?? '',
      head: line,
      lines: [],
      ...(inherits && defaults && { defaults }),
    };
    sections.push(section);
    if (section.kind !== 'defaults') continue;
    lastDefaults = section;
    defaultsByName.set(section.name, section);
  }
  return sections;
}

function* linesOf(text: string): Iterable<HaproxyLine> {
  let start = 0;
  while (start <= text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const words = wordsOf(text, start, end);
    const [first] = words;
    if (first !== undefined) yield { words, start: first.start, end: words.at(-1)?.end ?? first.end };
    start = end + 1;
  }
}

function wordsOf(text: string, from: number, to: number): readonly HaproxyWord[] {
  const words: HaproxyWord[] = [];
  let at = from;
  while (at < to) {
    if (/\s|\uFEFF/.test(text[at] ?? '')) at += 1;
    else if (text[at] === '#') return words;
    else {
      const word = wordAt(text, at, to);
      words.push(word);
      at = word.end;
    }
  }
  return words;
}

function wordAt(text: string, start: number, to: number): HaproxyWord {
  let at = start;
  let word = '';
  let quote = '';
  while (at < to) {
    const character = text[at] ?? '';
    if (quote === '' && (/\s/.test(character) || character === '#')) break;
    if (character === '\\' && quote !== "'" && at + 1 < to) {
      word += text[at + 1] ?? '';
      at += 2;
      continue;
    }
    if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else word += character;
    at += 1;
  }
  return { text: word, start, end: at };
}
