import { shellWord } from '../model/shellWord.ts';
import type { FormatDocument } from '../formats/fileFormat.ts';
import { isGlob } from '../parse/sysctlKey.ts';
import type { TextRange } from '../model/textRange.ts';

/** Actions for lines in a file that cannot be saved, for example because root owns it. */
export type ShellAction =
  | { readonly kind: 'copy' | 'terminal'; readonly title: string; readonly command: string }
  | { readonly kind: 'dropIn'; readonly title: string; readonly fileName: string; readonly text: string };

export function shellActions(
  document: FormatDocument,
  range: TextRange,
  path: string | undefined,
): readonly ShellAction[] {
  const chosen = document.assignments.filter(
    ({ key, value, isTemplate, scope }) =>
      !isTemplate &&
      scope === 'host' &&
      !isGlob(key.path) &&
      // It would be parsed as an option of the command.
      !key.dotted.startsWith('-') &&
      value.range.end.line >= range.start.line &&
      value.range.start.line <= range.end.line,
  );
  if (chosen.length === 0) return [];
  const settings = chosen.map(({ key, value }) => shellWord(`${key.dotted}=${value.text}`));
  const command = `sudo sysctl -w ${settings.join(' ')}`;
  const what = chosen.length === 1 ? (chosen[0]?.key.dotted ?? '') : `${chosen.length} parameters`;
  return [
    { kind: 'copy', title: `Copy sudo command to set ${what} now`, command },
    { kind: 'terminal', title: `Insert command to set ${what} in terminal`, command },
    ...(document.dropInName === undefined
      ? []
      : [
          {
            kind: 'dropIn' as const,
            title: 'Save this file in the workspace as a drop-in file',
            fileName: document.dropInName(path),
            text: document.text,
          },
        ]),
  ];
}
