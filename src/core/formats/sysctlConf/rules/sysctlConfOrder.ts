import { mainConfigFile } from '../../../parse/dropInOrder.ts';
import type { DocumentProblem } from '../../formatRule.ts';
import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { rangeOf } from '../../../rules/textEdit.ts';
import { relatedTo } from './overriddenByOtherFile.ts';

/**
 * `sysctl --system` reads /etc/sysctl.conf last; at boot it is read at the position of its link, or not at all. A key
 * that is set both there and in a drop-in file can have one value after boot and another one later.
 * Source: sysctl(8), sysctl.d(5); both tools tested.
 */
export const sysctlConfOrder: SysctlConfRule = {
  id: 'sysctl-conf-order',
  about:
    'At boot and with sysctl --system, /etc/sysctl.conf is read in different places, so the key can have one value after boot and another one later.',
  section: 'sysctl-conf-and-systemd',
  severity: 'warning',
  check: ({ assignments, files, path }) => {
    if (files === undefined || path === undefined) return [];
    const { 'systemd-sysctl': systemd, procps } = files.tools;
    return assignments.flatMap(({ key, assignment: { line } }): readonly DocumentProblem[] => {
      const atBoot = systemd.winners.get(key.path);
      const bySystem = procps.winners.get(key.path);
      if (atBoot === undefined || bySystem?.path !== mainConfigFile || atBoot.path === bySystem.path)
        return [];
      if (atBoot.line.value.text === bySystem.line.value.text) return [];
      const other = [atBoot, bySystem].find((winner) => winner.path !== path);
      const isWinner = [atBoot, bySystem].some(
        (winner) => winner.path === path && winner.line.index === line.index,
      );
      if (other === undefined || !isWinner) return [];
      return [
        {
          range: rangeOf(line.index, line.key),
          message: `At boot, ${atBoot.path} takes precedence with ${atBoot.line.value.text || 'an empty value'}; with \`sysctl --system\`, ${bySystem.path} does with ${bySystem.line.value.text || 'an empty value'}.`,
          related: [relatedTo(other)],
        },
      ];
    });
  },
};
