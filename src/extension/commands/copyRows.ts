import { env, l10n, window } from 'vscode';
import type { CopyFormat, CopyRowsParams, CopyRowsResult } from '../../core/protocol/rows.ts';
import { countText } from '../../core/protocol/viewModels.ts';
import { rowsGone, plainText } from '../errors.ts';
import type { Failures } from '../failures.ts';
import { takenRows, type RowSource } from './takenRows.ts';

export type AskForCopy = (params: CopyRowsParams) => Promise<CopyRowsResult>;

/** "Copy Row", "Copy as JSON" and "Copy ss Command": what the server makes of the selected rows. */
export function copyRowsCommand(
  source: RowSource,
  ask: AskForCopy,
  format: CopyFormat,
  failures: Failures,
): (...values: unknown[]) => Promise<void> {
  const run = async (...values: unknown[]): Promise<void> => {
    const taken = takenRows(source, values);
    if (taken.length === 0) return;
    try {
      const answers = await Promise.all(
        taken.map(({ tree, rows }) => ask({ ...tree, rows: rows.map(({ id }) => id), format })),
      );
      const told = answers.flatMap((answer) => (answer.kind === 'text' ? [answer] : []));
      if (told.length < answers.length) throw rowsGone();
      const text = told.map((answer) => answer.text).join('\n');
      if (text !== '') await env.clipboard.writeText(text);
      const count = taken.reduce((sum, { rows }) => sum + rows.length, 0);
      say(text === '' ? undefined : count, [...new Set(told.flatMap(({ notes }) => notes))]);
    } catch (error) {
      void failures.show(error, () => run(...values));
    }
  };
  return run;
}

/** In passing, unless something has to be known of what was copied. */
function say(copied: number | undefined, notes: readonly string[]): void {
  if (notes.length > 0) void window.showInformationMessage(notes.map(plainText).join(' '));
  if (copied !== undefined) window.setStatusBarMessage(l10n.t('Copied: {0}', countText(copied, 'row')), 5000);
}
