import { mainConfigFile } from '../../parse/dropInOrder.ts';
import type { DocumentProblem, DocumentRule } from '../documentRule.ts';
import { rangeOf } from '../textEdit.ts';
import { relatedTo } from './overriddenByOtherFile.ts';

/**
 * /etc/sysctl.conf is read last by `sysctl --system`, and in the place of its link, or not at all, at boot: a key that
 * stands in it and in a drop-in file can have one value after boot and another one later.
 * Source: sysctl(8), sysctl.d(5); both tools tested.
 */
export const sysctlConfOrder: DocumentRule = {
  id: 'sysctl-conf-order',
  section: 'sysctl-conf-and-systemd',
  severity: 'warning',
  check: ({ assignments, files, path }) => {
    if (files === undefined || path === undefined) return [];
    const { 'systemd-sysctl': systemd, procps } = files.tools;
    return assignments.flatMap(({ key, line }): readonly DocumentProblem[] => {
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
          message: `At boot ${atBoot.path} wins with ${atBoot.line.value.text || 'nothing'}, with \`sysctl --system\` ${bySystem.path} wins with ${bySystem.line.value.text || 'nothing'}.`,
          related: [relatedTo(other)],
        },
      ];
    });
  },
};
