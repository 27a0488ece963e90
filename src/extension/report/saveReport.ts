import { l10n, Uri, window, workspace } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import type { Report } from '../../core/protocol/viewModels.ts';
import { messageOf } from '../errors.ts';
import { writeFile } from '../writeFile.ts';

/** Asks for a location and writes the report as described in docs/report.md. */
export async function saveReport(report: Report): Promise<void> {
  const name = `time-wait-${report.takenAt.replace(/[:.]/g, '-')}.json`;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    ...(folder && { defaultUri: Uri.joinPath(folder, name) }),
    filters: { JSON: ['json'] },
    title: l10n.t('Save Report as JSON'),
  });
  if (target === undefined) return;
  const text = `${JSON.stringify(report, undefined, 2)}\n`;
  try {
    await writeFile(target, text);
  } catch (error) {
    const reason = plainLabel(messageOf(error));
    void window.showErrorMessage(l10n.t('The report could not be saved: {0} Choose another folder.', reason));
  }
}
