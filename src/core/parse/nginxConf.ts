/** A word of a directive with its place, in UTF-16 code units; `end` is the first after it, quotes included. */
export interface NginxWord {
  /** Without quotes and backslashes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A directive, simple or with a block. */
export interface NginxDirective {
  readonly name: string;
  readonly args: readonly NginxWord[];
  readonly start: number;
  /** After the semicolon or the closing brace. */
  readonly end: number;
  readonly block?: readonly NginxDirective[];
  /** Where the block's contents begin and end, braces excluded. */
  readonly inside?: { readonly start: number; readonly end: number };
}

/**
 * Reads an nginx configuration file: words, quotes, comments and blocks as `ngx_conf_read_token` has them
 * (nginx: src/core/ngx_conf_file.c). Never throws: what is missing at the end of the text is taken as there.
 */
export function parseNginxConf(text: string): readonly NginxDirective[] {
  return new Reader(text).block();
}

/** A place in a configuration where nothing is begun that is not ended but the blocks around it. */
export interface NginxBoundary {
  readonly at: number;
  /** The names of the blocks around it, the outermost first. */
  readonly around: readonly string[];
}

/** The places after directives, braces and blocks of another language, from a place within blocks of these names on. */
export function* nginxBoundaries(text: string, from: NginxBoundary): Generator<NginxBoundary> {
  const reader = new Reader(text, from.at);
  let { around } = from;
  for (;;) {
    const step = reader.step();
    if (step === undefined) return;
    if (step.closes) around = around.slice(0, -1);
    else if (step.opened !== undefined) around = [...around, step.opened];
    yield { at: step.end, around };
  }
}

/** Within a word, and within quotes. */
const plain = /[^\s;{}\\$]+/y;
const quoted = /[^"'\\]+/y;
/** The block is in another language. */
const isForeign = /_by_lua_block$|^(js_|perl)/;
const mostDeep = 100;

class Reader {
  readonly #text: string;
  #at: number;
  #depth = 0;

  constructor(text: string, from = 0) {
    this.#text = text;
    this.#at = from;
  }

  /** Reads a directive without what is in its block, or a brace; undefined at the end of the text. */
  step(): { readonly end: number; readonly closes?: boolean; readonly opened?: string } | undefined {
    this.#skipBlanks();
    const next = this.#text[this.#at];
    if (next === undefined) return undefined;
    if (/[;{}]/.test(next)) return { end: ++this.#at, closes: next === '}' };
    const { words, opens } = this.#head();
    if (!opens) return { end: this.#at };
    const { name } = named(words);
    if (!isForeign.test(name)) return { end: this.#at, opened: name };
    this.#skipForeign();
    return { end: this.#at };
  }

  block(): NginxDirective[] {
    const directives: NginxDirective[] = [];
    for (;;) {
      this.#skipBlanks();
      const next = this.#text[this.#at];
      if (next === undefined) return directives;
      if (next === '}') {
        this.#at += 1;
        if (this.#depth > 0) return directives;
      } else if (next === ';' || next === '{') this.#at += 1;
      else directives.push(this.#directive());
    }
  }

  /** The words of a directive, with its semicolon or opening brace. */
  #head(): { readonly words: readonly NginxWord[]; readonly opens: boolean } {
    const words: NginxWord[] = [];
    for (;;) {
      this.#skipBlanks();
      const next = this.#text[this.#at];
      if (next === undefined || next === '}') return { words, opens: false };
      if (next === ';' || next === '{') {
        this.#at += 1;
        return { words, opens: next === '{' };
      }
      words.push(this.#word());
    }
  }

  #directive(): NginxDirective {
    const start = this.#at;
    const { words, opens } = this.#head();
    const { name, args } = named(words);
    if (!opens) return { name, args, start, end: this.#at };
    const from = this.#at;
    if (isForeign.test(name)) {
      this.#skipForeign();
      return { name, args, start, end: this.#at, block: [] };
    }
    this.#depth += 1;
    // Deeper than anybody writes: the rest is not looked at, and the stack does not overflow.
    const block = this.#depth > mostDeep ? [] : this.block();
    this.#depth -= 1;
    const to = this.#text[this.#at - 1] === '}' ? this.#at - 1 : this.#at;
    return { name, args, start, end: this.#at, block, inside: { start: from, end: to } };
  }

  #word(): NginxWord {
    const start = this.#at;
    const quote = this.#text[start];
    let text = '';
    if (quote === '"' || quote === "'") {
      this.#at += 1;
      while (this.#at < this.#text.length && this.#text[this.#at] !== quote)
        text += this.#run(quoted) ?? this.#character();
      this.#at = Math.min(this.#at + 1, this.#text.length);
      return { text, start, end: this.#at };
    }
    while (this.#at < this.#text.length && !/[\s;{}]/.test(this.#text[this.#at] ?? '')) {
      const run = this.#run(plain);
      if (run !== undefined) text += run;
      else if (this.#text.startsWith('${', this.#at)) {
        const close = this.#text.indexOf('}', this.#at);
        const end = close < 0 ? this.#text.length : close + 1;
        text += this.#text.slice(this.#at, end);
        this.#at = end;
      } else text += this.#character();
    }
    if (this.#at === start) this.#at += 1;
    return { text, start, end: this.#at };
  }

  /** Characters that mean themselves, all at once: a line may be long. */
  #run(characters: RegExp): string | undefined {
    characters.lastIndex = this.#at;
    const run = characters.exec(this.#text)?.[0];
    this.#at += run?.length ?? 0;
    return run;
  }

  #character(): string {
    const character = this.#text[this.#at] ?? '';
    if (character === '\\' && this.#at + 1 < this.#text.length) {
      const next = this.#text[this.#at + 1] ?? '';
      this.#at += 2;
      return /["'\\]/.test(next) ? next : character + next;
    }
    this.#at += 1;
    return character;
  }

  #skipBlanks(): void {
    for (;;) {
      const next = this.#text[this.#at];
      if (next === '#') {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.#text.length : end;
      } else if (next !== undefined && /\s|\uFEFF/.test(next)) this.#at += 1;
      else return;
    }
  }

  /** A block of another language: only its braces are counted. */
  #skipForeign(): void {
    for (let depth = 1; depth > 0 && this.#at < this.#text.length; this.#at += 1) {
      if (this.#text[this.#at] === '{') depth += 1;
      else if (this.#text[this.#at] === '}') depth -= 1;
    }
  }
}

function named([first, ...args]: readonly NginxWord[]): Pick<NginxDirective, 'name' | 'args'> {
  return { name: first?.text ?? '', args };
}
