import { mainConfigFile } from '../../../parse/dropInOrder.ts';
import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { contentRange } from '../../../rules/textEdit.ts';

/**
 * systemd-sysctl reads /etc/sysctl.conf only through a link in a drop-in directory; Debian 13 does not ship one.
 * Source: NEWS of systemd 207; tested with systemd 252.
 */
export const sysctlConfNotRead: SysctlConfRule = {
  id: 'sysctl-conf-not-read',
  about:
    'At boot, systemd-sysctl reads /etc/sysctl.conf only through a link in a drop-in directory, and there is none.',
  section: 'sysctl-conf-and-systemd',
  severity: 'warning',
  check: ({ document, assignments, files, path }) => {
    const first = assignments[0];
    if (path !== mainConfigFile || files?.isHost !== true || first === undefined) return [];
    const { notRead } = files.tools['systemd-sysctl'].order;
    if (!notRead.some((file) => file.path === path && file.why === 'notLinked')) return [];
    return [
      {
        range: contentRange(document, first.assignment.line.index),
        message:
          'systemd does not read /etc/sysctl.conf at boot, because no link in /etc/sysctl.d points to it. Move the lines to a file such as /etc/sysctl.d/90-local.conf.',
      },
    ];
  },
};
