import type { Connection } from 'vscode-languageserver';
import { failure, type Failure, type Outcome } from '../core/model/outcome.ts';
import { decodeSnapshot } from '../core/model/snapshotFile/decodeSnapshot.ts';
import { readFileRequest } from '../core/protocol/clientFiles.ts';
import type { InspectionPorts } from '../service/heldInspections.ts';
import type { RowPorts } from '../service/registerInspections.ts';

/** What inspections in a browser have: the files that the client reads. */
export function browserInspections(connection: Pick<Connection, 'sendRequest'>): InspectionPorts {
  return {
    readSnapshot: async (uri) => {
      const read = await connection.sendRequest<Outcome<string>>(readFileRequest.method, { uri });
      return 'value' in read ? decodeSnapshot(read.value) : read;
    },
    steadyNow: () => performance.now(),
    pause: (milliseconds) =>
      new Promise((resolve) => {
        setTimeout(resolve, milliseconds);
      }),
  };
}

/** No file is written, and no command runs, in a browser. */
export const browserRows: RowPorts = {
  writeText: () => Promise.resolve(nothingIsWritten()),
  commandIn: () => undefined,
};

function nothingIsWritten(): Failure {
  return failure(
    'unavailable',
    'browser-writes-nothing',
    'In a browser no files are written.',
    'Open the snapshot in VS Code on a computer.',
  );
}
