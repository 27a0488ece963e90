import type { Node } from 'yaml';
import { blankPairRemark } from '../blankPair.ts';
import { masking } from '../masks.ts';
import { trimmedSpan, type Effect, type Reading } from '../reading.ts';
import type { YamlEntry, YamlTree } from './yamlTree.ts';

/** A scalar `key=value`, the item of a list. `keepsBlanks`: blanks before `=` stay a part of the key. `holder`: of the list. */
export function addPairScalar(
  reading: Reading,
  tree: YamlTree,
  item: Node,
  effect: Effect,
  options: { readonly keepsBlanks?: boolean; readonly holder?: YamlEntry | undefined } = {},
): void {
  const scalar = tree.scalar(item);
  const equals = scalar?.region.text.indexOf('=') ?? -1;
  if (scalar === undefined || equals < 0) return;
  const { region } = scalar;
  const { text } = region;
  const key = trimmedSpan(text, { start: 0, end: equals });
  const value =
    options.keepsBlanks === true
      ? { start: equals + 1, end: text.length }
      : trimmedSpan(text, { start: equals + 1, end: text.length });
  const isOpen = scalar.isOpen === true;
  const removal = tree.removal(reading, item, undefined, options.holder);
  const written = region.part(value);
  reading.add(
    {
      key: region.part(key),
      value: isOpen ? written.masked(masking(written.text)) : written,
      ...(removal && { removal }),
      ...(options.keepsBlanks === true && blankPairRemark(reading, region, key, equals)),
    },
    effect,
  );
}
