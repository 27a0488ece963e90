import { l10n, window, type Uri } from 'vscode';
import { hostId } from '../../core/model/hostId.ts';
import type { InspectResult } from '../../core/protocol/inspection.ts';
import { onThisMachine, snapshotNotOpened } from '../errors.ts';
import type { Inspections } from './inspections.ts';
import type { Inspect } from './inspectWithProgress.ts';

/** Reads a saved inspection. An invalid file is forgotten immediately, and the problem is reported. */
export async function openSnapshotFile(
  path: string,
  inspections: Inspections,
  inspect: Inspect,
): Promise<InspectResult> {
  const host = hostId('file', path);
  try {
    const result = await inspect(inspections.of(host));
    if (result.report.openedFrom !== undefined) return result;
    const { message, nextStep } = result.unreadable ?? { message: '', nextStep: '' };
    throw snapshotNotOpened(path, message, nextStep);
  } catch (error) {
    inspections.forget(host);
    throw error;
  }
}

/** Asks for the file of a saved inspection; returns its path. */
export async function askForSnapshotFile(): Promise<string | undefined> {
  const [file] =
    (await window.showOpenDialog({
      filters: { [l10n.t('Snapshot')]: ['json'] },
      title: l10n.t('Open Snapshot'),
      openLabel: l10n.t('Open Snapshot'),
    })) ?? [];
  return file && localPath(file);
}

/** The server process reads the files of the machine that it runs on, and no others. */
export function localPath(file: Uri): string {
  if (file.scheme === 'file') return file.fsPath;
  throw snapshotNotOpened(
    // What git adds to the address of an earlier version tells a user nothing.
    file.with({ query: '', fragment: '' }).toString(true),
    l10n.t('Only files on the machine that the window is connected to can be opened.'),
    onThisMachine(),
  );
}
