import type { Span } from '../../parse/sysctlLine.ts';

export interface HclPair {
  readonly name: string;
  readonly key: Span;
  /** With its quotes. */
  readonly value: Span;
  /** Without them. */
  readonly inner: Span;
  readonly isOwnLine: boolean;
}

/** `name = value` and `"name" : value` directly in a block of HCL or a hash of Ruby and Puppet; values are one token each. */
export function hclPairs(text: string, { start, end }: Span): readonly HclPair[] {
  const body = text.slice(start, end);
  const pair =
    /(["']?)([\w./*:@\uE000-]+)\1\s*(?:=>|=|:)\s*("(?:\\.|[^"\\\n])*"|'[^'\n]*'|\$?[\w.\uE000-]+)/g;
  return [...body.matchAll(pair)].map((found) => {
    const [whole, quote = '', name = '', written = ''] = found;
    const keyStart = start + found.index + quote.length;
    const valueEnd = start + found.index + whole.length;
    const valueStart = valueEnd - written.length;
    const quotes = /^["']/.test(written) ? 1 : 0;
    const lineStart = text.lastIndexOf('\n', keyStart) + 1;
    const lineEnd = text.indexOf('\n', valueEnd);
    const rest = text.slice(valueEnd, lineEnd < 0 ? undefined : lineEnd);
    return {
      name,
      key: { start: keyStart, end: keyStart + name.length },
      value: { start: valueStart, end: valueEnd },
      inner: { start: valueStart + quotes, end: valueEnd - quotes },
      isOwnLine: text.slice(lineStart, keyStart - quote.length).trim() === '' && /^\s*,?\s*$/.test(rest),
    };
  });
}
