import type { Span } from '../../parse/sysctlLine.ts';
import { FileText } from '../fileText.ts';

export interface HclPair {
  readonly name: string;
  readonly key: Span;
  /** With its quotes. */
  readonly value: Span;
  /** Without them. */
  readonly inner: Span;
  readonly isOwnLine: boolean;
}

/**
 * `name = value` and `"name" : value` directly in a block of HCL or a hash of Ruby and Puppet; values are one token each.
 * `lines` is the same text, for a caller with many blocks.
 */
export function hclPairs(text: string, { start, end }: Span, lines = new FileText(text)): readonly HclPair[] {
  const body = text.slice(start, end);
  const pair =
    /(?:(["'])|(?<![\w./*:@\uE000-]))([\w./*:@\uE000-]+)\1\s*(?:=>|=|:)\s*("(?:\\.|[^"\\\n])*"|'[^'\n]*'|\$?[\w.\uE000-]+)/g;
  return [...body.matchAll(pair)].map((found) => {
    const [whole, quote = '', name = '', written = ''] = found;
    const keyStart = start + found.index + quote.length;
    const valueEnd = start + found.index + whole.length;
    const valueStart = valueEnd - written.length;
    const quotes = /^["']/.test(written) ? 1 : 0;
    const before = text.slice(lines.lineAround(keyStart).start, keyStart - quote.length);
    const after = text.slice(valueEnd, lines.lineAround(valueEnd).end);
    return {
      name,
      key: { start: keyStart, end: keyStart + name.length },
      value: { start: valueStart, end: valueEnd },
      inner: { start: valueStart + quotes, end: valueEnd - quotes },
      isOwnLine: before.trim() === '' && /^\s*,?\s*$/.test(after),
    };
  });
}
