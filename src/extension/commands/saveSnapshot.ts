import { Uri, window, workspace } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import { saveSnapshotRequest, type SaveResult } from '../../core/protocol/hosts.ts';
import type { Report } from '../../core/protocol/viewModels.ts';
import type { Send } from '../client/server.ts';
import type { CommandTypes, HostArgument } from '../commandTypes.ts';
import { onThisMachine, snapshotNotSaved } from '../errors.ts';
import type { Failures } from '../failures.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { Inspect } from '../inspection/inspectWithProgress.ts';
import type { Surroundings } from '../surroundings.ts';
import { hostOf } from './hostOf.ts';

export interface SaveSnapshotParts {
  readonly inspections: Inspections;
  readonly inspect: Inspect;
  readonly send: Send;
  readonly failures: Failures;
  readonly surroundings: Surroundings;
}

/**
 * "Save Snapshot…": writes the latest inspection of a host, with all its sockets, to a file that "Open Snapshot…" can
 * open anywhere. Returns the file for callers of the command.
 */
export function saveSnapshotCommand(parts: SaveSnapshotParts): CommandTypes['saveSnapshot'] {
  const { inspections, inspect, send, failures, surroundings } = parts;
  const run = async (named?: HostArgument, given?: Uri): Promise<Uri | undefined> => {
    const inspection = inspections.of(hostOf(named ?? inspections.current.host));
    try {
      const { report } = inspection.result ?? (await inspect(inspection));
      const target = given ?? (await askWhereTo(report, surroundings));
      if (target === undefined) return undefined;
      if (target.scheme !== 'file') throw snapshotNotSaved('The snapshot was not saved.', onThisMachine());
      // The server only holds the latest inspection, and there may be a newer one since the dialog was opened.
      const newest = inspection.result ?? (await inspect(inspection));
      check(await send(saveSnapshotRequest, { inspection: newest.inspection, path: target.fsPath }));
      window.setStatusBarMessage(`Snapshot saved: ${plainLabel(target.fsPath)}`, 5000);
      return target;
    } catch (error) {
      void failures.show(error, () => run(inspection.host));
      return undefined;
    }
  };
  return run;
}

function check(result: SaveResult): void {
  switch (result.kind) {
    case 'saved':
      return;
    case 'stale':
      throw snapshotNotSaved('The server no longer holds this inspection.', 'Inspect again, then save.');
    case 'failed':
      throw snapshotNotSaved(result.problem.message, result.problem.nextStep);
  }
}

/** Named after the host and the time. */
async function askWhereTo({ host, takenAt }: Report, { machine }: Surroundings): Promise<Uri | undefined> {
  const label = host.label.replace(/[^\w.-]+/g, '-').slice(0, 60);
  const time = takenAt.replace(/\.\d+/, '').replace(/:/g, '-');
  const folder = workspace.workspaceFolders?.[0]?.uri ?? machine?.home;
  return await window.showSaveDialog({
    ...(folder && { defaultUri: Uri.joinPath(folder, `${label}-${time}.sockets.json`) }),
    filters: { ['Snapshot']: ['json'] },
    title: 'Save Snapshot',
    saveLabel: 'Save Snapshot',
  });
}
