import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { hasPlaceholder } from '../../../rules/placeholder.ts';
import { rangeOf, removeLine } from '../../../rules/textEdit.ts';
import { isSectionHeader } from './missingEquals.ts';

/**
 * sysctl files have no sections: systemd-sysctl skips the line and exits with status 1.
 * Source: sysctl.d(5); both tools tested.
 */
export const sectionHeader: SysctlConfRule = {
  id: 'section-header',
  about: 'Sysctl files have no sections in brackets: the tools report an error and skip the line.',
  section: 'sysctl-lines',
  severity: 'warning',
  check: ({ document, lines }) =>
    lines.flatMap((line) =>
      line.kind !== 'invalid' || !isSectionHeader(line.content.text) || hasPlaceholder(line.text)
        ? []
        : [
            {
              range: rangeOf(line.index, line.content),
              message: 'sysctl files have no sections. The tools report an error and skip this line.',
              fixes: [
                {
                  kind: 'remove-line',
                  title: 'Remove the line',
                  safe: true,
                  edits: [removeLine(document, line.index)],
                },
              ],
            },
          ],
    ),
};
