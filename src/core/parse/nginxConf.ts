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

/** Within a word, and within quotes. */
const plain = /[^\s;{}\\$]+/y;
const quoted = /[^"'\\]+/y;

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
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

  #directive(): NginxDirective {
    const words: NginxWord[] = [];
    const start = this.#at;
    for (;;) {
      this.#skipBlanks();
      const next = this.#text[this.#at];
      if (next === undefined || next === '}' || next === ';') {
        if (next === ';') this.#at += 1;
        return { ...named(words), start, end: this.#at };
      }
      if (next === '{') {
        this.#at += 1;
        const { name, args } = named(words);
        const from = this.#at;
        if (/_by_lua_block$|^(js_|perl)/.test(name)) {
          this.#skipForeign();
          return { name, args, start, end: this.#at, block: [] };
        }
        this.#depth += 1;
        // Deeper than anybody writes: the rest is not looked at, and the stack does not overflow.
        const block = this.#depth > 100 ? [] : this.block();
        this.#depth -= 1;
        const to = this.#text[this.#at - 1] === '}' ? this.#at - 1 : this.#at;
        return { name, args, start, end: this.#at, block, inside: { start: from, end: to } };
      }
      words.push(this.#word());
    }
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
