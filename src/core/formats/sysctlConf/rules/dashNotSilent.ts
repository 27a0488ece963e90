import { baseName } from '../../../model/pathText.ts';
import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { rangeOf } from '../../../rules/textEdit.ts';

/**
 * `sysctl -p`, which reads sysctl.conf, reports the failure and exits with status 1 despite the dash; only
 * systemd-sysctl, since 243, ignores it.
 * Source: procps 4.0.2 and systemd 252 tested; NEWS of systemd 243.
 */
export const dashNotSilent: SysctlConfRule = {
  id: 'dash-not-silent',
  about:
    'The minus sign does not hide a failure from sysctl -p, which reads this file; only systemd-sysctl ignores the failure.',
  section: 'sysctl-minus-and-globs',
  severity: 'information',
  check: ({ path, lines }) =>
    lines.flatMap((line) =>
      path === undefined || baseName(path) !== 'sysctl.conf' || line.kind !== 'assignment' || !line.dash
        ? []
        : [
            {
              range: rangeOf(line.index, line.dash),
              message:
                '`sysctl -p` may still report a failure here despite the -; systemd-sysctl ignores it.',
            },
          ],
    ),
};
