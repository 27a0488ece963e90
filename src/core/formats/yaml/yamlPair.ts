import type { Node } from 'yaml';
import { trimmedSpan, type Effect, type Reading } from '../reading.ts';
import type { YamlTree } from './yamlTree.ts';

/** A scalar `key=value`, the item of a list. `keepsBlanks`: blanks before `=` stay a part of the key. */
export function addPairScalar(
  reading: Reading,
  tree: YamlTree,
  item: Node,
  effect: Effect,
  options: { readonly keepsBlanks?: boolean } = {},
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
  const removal = tree.removal(reading, item);
  const gap = { start: key.end, end: equals };
  const blankPair =
    options.keepsBlanks === true && gap.end > gap.start
      ? {
          range: reading.file.range(region.span({ start: key.start, end: equals + 1 })),
          edits: [
            reading.file.replace(
              region.span({
                start: key.end,
                end: trimmedSpan(text, { start: equals + 1, end: text.length }).start,
              }),
              '=',
            ),
          ],
        }
      : undefined;
  reading.add(
    {
      key: region.part(key),
      value: region.part(value),
      ...(removal && { removal }),
      ...(blankPair && { remarks: { blankPair } }),
    },
    effect,
  );
}
