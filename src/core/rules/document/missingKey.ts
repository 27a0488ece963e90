import type { DocumentRule } from '../documentRule.ts';
import { hasPlaceholder } from '../placeholder.ts';
import { commentOut, rangeOf, removeLine } from '../textEdit.ts';

/**
 * A value without a key, for instance a mark that a merge left behind.
 * Source: sysctl.conf(5).
 */
export const missingKey: DocumentRule = {
  id: 'missing-key',
  section: 'sysctl-lines',
  severity: 'error',
  check: ({ document }) =>
    document.lines.flatMap((line) =>
      line.kind !== 'invalid' || line.why !== 'noKey' || hasPlaceholder(line.text)
        ? []
        : [
            {
              range: rangeOf(line.index, line.content),
              message: 'There is no key on this line: both tools pass over it with an error.',
              fixes: [
                { title: 'Make it a comment', safe: false, edits: [commentOut(document, line.index)] },
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
