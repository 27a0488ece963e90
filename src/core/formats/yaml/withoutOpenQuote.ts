import { visit, type Document } from 'yaml';
import { unknownCharacter } from '../masks.ts';
import type { Region } from '../region.ts';
import { isOpenQuote } from './yamlScalar.ts';

/**
 * The text without a quote that nothing closes, which would take all that follows it for its text; undefined if there is none. What it
 * was put around is not known then.
 */
export function withoutOpenQuote(region: Region, document: Document): Region | undefined {
  const { text } = region;
  const { length } = text.trimEnd();
  let open: number | undefined;
  visit(document, {
    Scalar: (_, node) => {
      const [start = 0, end = 0] = node.range ?? [];
      if (end < length || !isOpenQuote(region, node)) return undefined;
      if (!text.slice(start, length).includes('\n')) return undefined;
      open = start;
      return visit.BREAK;
    },
  });
  if (open === undefined) return undefined;
  return region.masked(text.slice(0, open) + unknownCharacter + text.slice(open + 1));
}
