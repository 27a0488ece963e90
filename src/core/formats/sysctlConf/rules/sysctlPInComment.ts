import { directoryOf, dropInDirectories } from '../../../parse/dropInOrder.ts';
import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { replaceSpan, rangeOf } from '../../../rules/textEdit.ts';

/** `sysctl -p` without a file. */
const command = /\bsysctl\s+-p(?=\s*(?:$|[`'")\].,;:!]|\s(?!\S*\/)))/;

/**
 * `sysctl -p` alone reads /etc/sysctl.conf only.
 * Source: sysctl(8).
 */
export const sysctlPInComment: SysctlConfRule = {
  id: 'sysctl-p-in-comment',
  about: 'A comment advises to run sysctl -p, which reads only /etc/sysctl.conf and not this file.',
  section: 'sysctl-apply',
  severity: 'hint',
  check: ({ path, lines }) => {
    if (path === undefined || !dropInDirectories.includes(directoryOf(path))) return [];
    return lines.flatMap((line) => {
      const found = line.kind === 'comment' ? command.exec(line.text) : null;
      if (found === null) return [];
      const span = { start: found.index, end: found.index + found[0].length };
      return [
        {
          range: rangeOf(line.index, span),
          message: '`sysctl -p` reads /etc/sysctl.conf only, not this file.',
          fixes: [
            {
              title: 'Write sysctl --system',
              safe: true,
              edits: [replaceSpan(line.index, span, 'sysctl --system')],
            },
          ],
        },
      ];
    });
  },
};
