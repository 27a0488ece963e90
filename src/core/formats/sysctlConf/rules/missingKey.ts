import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { hasPlaceholder } from '../../../rules/placeholder.ts';
import { commentOut, rangeOf, removeLine } from '../../../rules/textEdit.ts';

/**
 * A value without a key, for example a leftover merge conflict marker.
 * Source: sysctl.conf(5).
 */
export const missingKey: SysctlConfRule = {
  id: 'missing-key',
  about: 'The line has a value but no key, so both tools report an error and skip it.',
  section: 'sysctl-lines',
  severity: 'error',
  check: ({ document, lines }) =>
    lines.flatMap((line) =>
      line.kind !== 'invalid' || line.why !== 'noKey' || hasPlaceholder(line.text)
        ? []
        : [
            {
              range: rangeOf(line.index, line.content),
              message: 'This line has no key. Both tools report an error and skip it.',
              fixes: [
                { title: 'Convert to a comment', safe: false, edits: [commentOut(document, line.index)] },
                {
                  kind: 'remove-line',
                  title: 'Remove the line',
                  safe: false,
                  edits: [removeLine(document, line.index)],
                },
              ],
            },
          ],
    ),
};
