import { Uri, window, workspace } from 'vscode';
import type { Report } from '../../core/protocol/viewModels.ts';
import { fileNotWritten } from '../errors.ts';
import type { Failures } from '../failures.ts';
import type { Surroundings } from '../surroundings.ts';
import { writeFile } from '../writeFile.ts';

export interface SaveReportParts {
  readonly surroundings: Pick<Surroundings, 'copyRights'>;
  readonly failures: Pick<Failures, 'show'>;
}

/** Asks for a location and writes the report as described in docs/report.md. If that fails, it says why, and can be retried. */
export async function saveReport(report: Report, parts: SaveReportParts): Promise<void> {
  const name = `time-wait-${report.takenAt.replace(/[:.]/g, '-')}.json`;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    ...(folder && { defaultUri: Uri.joinPath(folder, name) }),
    filters: { JSON: ['json'] },
    title: 'Save Report as JSON',
  });
  if (target === undefined) return;
  try {
    await writeFile(target, `${JSON.stringify(report, undefined, 2)}\n`, parts.surroundings);
  } catch (error) {
    void parts.failures.show(fileNotWritten('The report', error), () => saveReport(report, parts));
  }
}
