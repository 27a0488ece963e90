import { isSnapshotHost } from '../../core/protocol/hosts.ts';
import type { Inspections } from '../inspection/inspections.ts';
import { namedHost } from './namedHost.ts';

/** "Close Snapshot": takes what was opened from a file out of the tree, and closes its report. The file stays. */
export function closeSnapshotCommand(inspections: Inspections): (host?: unknown) => void {
  return (named) => {
    const host = namedHost(named) ?? inspections.current.host;
    if (isSnapshotHost(host)) inspections.forget(host);
  };
}
