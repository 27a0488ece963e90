import type { DocumentRule } from '../documentRule.ts';
import { hasPlaceholder } from '../placeholder.ts';
import { contentRange } from '../textEdit.ts';

/**
 * A placeholder that a template engine or a shell should have filled in reaches the tools as it is.
 * Source: sysctl.conf(5): there are no variables.
 */
export const templatePlaceholder: DocumentRule = {
  id: 'template-placeholder',
  section: 'sysctl-lines',
  severity: 'information',
  check: ({ document }) =>
    document.lines.flatMap((line) =>
      line.kind === 'comment' || line.kind === 'blank' || !hasPlaceholder(line.text)
        ? []
        : [
            {
              range: contentRange(document, line.index),
              message:
                'This line waits for a template engine: the tools know no variables and would fail on it.',
            },
          ],
    ),
};
