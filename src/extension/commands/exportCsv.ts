import { ProgressLocation, Uri, window, workspace } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import { exportCsvRequest } from '../../core/protocol/rows.ts';
import { countText } from '../../core/protocol/viewModels.ts';
import type { Send } from '../client/server.ts';
import type { CommandTypes } from '../commandTypes.ts';
import { fileNotSaved, rowsGone, onThisMachine } from '../errors.ts';
import type { Failures } from '../failures.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { Surroundings } from '../surroundings.ts';
import { takenRows, type RowSource, type TakenRows } from './takenRows.ts';

export interface ExportCsvParts {
  readonly rows: RowSource;
  readonly inspections: Inspections;
  readonly send: Send;
  readonly failures: Failures;
  readonly surroundings: Surroundings;
}

/**
 * "Export Sockets as CSV…": all sockets of the current host that the view shows, or those below the rows whose menu
 * was used. The server writes the file, because this process never has all the sockets. Returns the file for callers
 * of the command.
 */
export function exportCsvCommand(parts: ExportCsvParts): CommandTypes['exportCsv'] {
  const { rows: source, inspections, failures, surroundings } = parts;
  const run: CommandTypes['exportCsv'] = async (...clicked) => {
    try {
      const { host } = inspections.current;
      const tree = source.treeOf(host);
      const [rows] = clicked[0] === undefined ? [] : takenRows(source, clicked);
      const taken = rows ?? (tree && { host, tree, rows: [] });
      if (taken === undefined) throw rowsGone();
      const label = inspections.of(taken.host).result?.report.host.label ?? taken.host;
      const target = await askWhereTo(label, surroundings);
      if (target === undefined) return undefined;
      if (target.scheme !== 'file') throw fileNotSaved('The file was not saved.', onThisMachine());
      const sockets = await write(parts, taken, target);
      void offerToOpen(target, sockets);
      return target;
    } catch (error) {
      void failures.show(error, () => run(...clicked));
      return undefined;
    }
  };
  return run;
}

/** The number of sockets that were written. */
async function write({ send }: ExportCsvParts, { tree, rows }: TakenRows, target: Uri): Promise<number> {
  const params = { ...tree, rows: rows.map(({ id }) => id), path: target.fsPath };
  const result = await window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: `Writing sockets to ${plainLabel(target.fsPath)}`,
      cancellable: true,
    },
    (_progress, token) => send(exportCsvRequest, params, token),
  );
  switch (result.kind) {
    case 'saved':
      return result.sockets;
    case 'stale':
      throw rowsGone();
    case 'failed':
      throw fileNotSaved(result.problem.message, result.problem.nextStep);
  }
}

async function askWhereTo(label: string, { machine }: Surroundings): Promise<Uri | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri ?? machine?.home;
  const name = label.replace(/[^\w.-]+/g, '-').slice(0, 60);
  return await window.showSaveDialog({
    ...(folder && { defaultUri: Uri.joinPath(folder, `${name}-sockets.csv`) }),
    filters: { CSV: ['csv'] },
    title: 'Export Sockets as CSV',
    saveLabel: 'Export',
  });
}

async function offerToOpen(target: Uri, sockets: number): Promise<void> {
  const open = 'Open';
  const saved = `${countText(sockets, 'socket')} in ${plainLabel(target.fsPath)}`;
  if ((await window.showInformationMessage(saved, open)) === open) await window.showTextDocument(target);
}
