import { window } from 'vscode';
import { hostId } from '../../core/model/hostId.ts';
import type { InspectResult } from '../../core/protocol/inspection.ts';
import { snapshotNotOpened } from '../errors.ts';
import type { Surroundings } from '../surroundings.ts';
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

/** Asks for the file of a saved inspection; returns the name by which the server reads it. */
export async function askForSnapshotFile({
  nameOfFile,
}: Pick<Surroundings, 'nameOfFile'>): Promise<string | undefined> {
  const [file] =
    (await window.showOpenDialog({
      filters: { ['Snapshot']: ['json'] },
      title: 'Open Snapshot',
      openLabel: 'Open Snapshot',
    })) ?? [];
  return file && nameOfFile(file);
}
