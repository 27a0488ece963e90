import { nameOf } from '../core/model/hostId.ts';
import { rootCommand } from '../host/rootCommand.ts';
import { readSnapshotFile } from '../host/snapshotFile.ts';
import { steadyClock } from '../host/steadyClock.ts';
import { writeTextFile } from '../host/textFile.ts';
import type { InspectionPorts } from '../service/heldInspections.ts';
import type { RowPorts } from '../service/registerInspections.ts';

/** What inspections in the server process have: the files of this machine, and its clock. */
export const nodeInspections: InspectionPorts = {
  readSnapshot: readSnapshotFile,
  steadyNow: steadyClock.now,
  pause: steadyClock.pause,
};

/** What requests for rows have: files of this machine to write, and its network namespaces. */
export const nodeRows: RowPorts = {
  writeText: writeTextFile,
  commandIn: (host, words) => (nameOf(host, 'netns') === undefined ? undefined : rootCommand(host, words)),
};
