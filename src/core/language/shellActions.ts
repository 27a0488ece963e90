import { shellWord } from '../model/shellWord.ts';
import { baseName } from '../parse/dropInOrder.ts';
import { sysctlText } from '../parse/sysctlConf.ts';
import { isGlob } from '../parse/sysctlKey.ts';
import type { SysctlDocument } from '../parse/sysctlLine.ts';
import { judgeAssignments } from '../rules/judgedAssignment.ts';
import type { TextRange } from '../model/textRange.ts';

/** What can be done with lines where the file itself cannot be saved, for instance because root owns it. */
export type ShellAction =
  | { readonly kind: 'copy' | 'terminal'; readonly title: string; readonly command: string }
  | { readonly kind: 'dropIn'; readonly title: string; readonly fileName: string; readonly text: string };

export function shellActions(
  document: SysctlDocument,
  range: TextRange,
  path: string | undefined,
): readonly ShellAction[] {
  const chosen = judgeAssignments(document).filter(
    ({ line, key, isTemplate }) =>
      !isTemplate &&
      !isGlob(key.path) &&
      // It would be an option of the command.
      !key.dotted.startsWith('-') &&
      line.index >= range.start.line &&
      line.index <= range.end.line,
  );
  if (chosen.length === 0) return [];
  const settings = chosen.map(({ key, line }) => shellWord(`${key.dotted}=${line.value.text}`));
  const command = `sudo sysctl -w ${settings.join(' ')}`;
  const what = chosen.length === 1 ? (chosen[0]?.key.dotted ?? '') : `${chosen.length} parameters`;
  return [
    { kind: 'copy', title: `Copy the sudo command that sets ${what} now`, command },
    { kind: 'terminal', title: `Put the command that sets ${what} into the terminal`, command },
    {
      kind: 'dropIn',
      title: 'Write this file into the workspace as a drop-in file',
      fileName: dropInName(path),
      text: sysctlText(document),
    },
  ];
}

function dropInName(path: string | undefined): string {
  const name = path === undefined ? '' : baseName(path);
  return /^\d\d-[\w.-]+\.conf$/.test(name) ? name : '90-local.conf';
}
