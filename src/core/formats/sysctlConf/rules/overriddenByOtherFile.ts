import { directoryOf } from '../../../parse/dropInOrder.ts';
import { baseName } from '../../../model/pathText.ts';
import type { FileAssignment } from '../../../parse/effectiveWrites.ts';
import type { DocumentProblem } from '../../formatRule.ts';
import type { JudgedLine, SysctlConfRule } from '../sysctlConfRule.ts';
import { rangeOf, removeLine } from '../../../rules/textEdit.ts';

/**
 * A file that is read later sets the key to another value, both at boot and with `sysctl --system`.
 * Source: sysctl.d(5), sysctl(8); both tools tested.
 */
export const overriddenByOtherFile: SysctlConfRule = {
  id: 'overridden-by-other-file',
  about: 'A file that is read later sets the key to another value, so this line has no effect.',
  section: 'sysctl-precedence',
  severity: 'warning',
  check: ({ document, assignments, files, path }) => {
    if (files === undefined || path === undefined) return [];
    const { 'systemd-sysctl': systemd, procps } = files.tools;
    return assignments.flatMap(({ key, assignment: { line } }): readonly DocumentProblem[] => {
      const atBoot = systemd.winners.get(key.path);
      const bySystem = procps.winners.get(key.path);
      if (!overrides(atBoot, path, line) || !overrides(bySystem, path, line)) return [];
      const winner = atBoot.line.value.text;
      return [
        {
          range: rangeOf(line.index, line.key),
          message: `${nameBeside(path, atBoot.path)} is read later and sets this key to ${winner || 'an empty value'}.`,
          tags: ['unnecessary'],
          related: [relatedTo(atBoot)],
          fixes: [
            {
              kind: 'remove-line',
              title: 'Remove the line',
              safe: false,
              edits: [removeLine(document, line.index)],
            },
          ],
        },
      ];
    });
  },
};

/** Whether a file other than `path` takes precedence with a different value. */
export function overrides(
  winner: FileAssignment | undefined,
  path: string,
  line: JudgedLine['assignment']['line'],
): winner is FileAssignment {
  return winner !== undefined && winner.path !== path && winner.line.value.text !== line.value.text;
}

export function relatedTo({ path, line }: FileAssignment): {
  readonly path: string;
  readonly range: ReturnType<typeof rangeOf>;
  readonly message: string;
} {
  return {
    path,
    range: rangeOf(line.index, line.key),
    message: `Set to ${line.value.text || 'an empty value'} here.`,
  };
}

/** Only its name if it is in the same directory. */
function nameBeside(path: string, other: string): string {
  return directoryOf(path) === directoryOf(other) ? baseName(other) : other;
}
