import { copyRowsRequest, exportCsvRequest, type CopyFormat } from '../../core/protocol/rows.ts';
import type { Server } from '../client/server.ts';
import type { Failures } from '../failures.ts';
import { commandIds } from '../ids.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { SomeCommands } from '../lazyCommands.ts';
import type { RowSource } from './takenRows.ts';
import { copyEndpointCommand } from './copyEndpoint.ts';
import { copyRowsCommand } from './copyRows.ts';
import { exportCsvCommand } from './exportCsv.ts';

export interface RowCommandsParts {
  readonly server: Pick<Server, 'send'>;
  readonly rows: RowSource;
  readonly inspections: Inspections;
  readonly failures: Failures;
}

/** The commands that take rows out of the tree, by id: to the clipboard, to a file. */
export function rowCommands({
  server,
  rows: source,
  inspections,
  failures,
}: RowCommandsParts): SomeCommands<
  'copyRemote' | 'copyLocal' | 'copyRow' | 'copyJson' | 'copySsCommand' | 'exportCsv'
> {
  const copied = (format: CopyFormat): ReturnType<typeof copyRowsCommand> =>
    copyRowsCommand(source, (params) => server.send(copyRowsRequest, params), format, failures);
  return {
    [commandIds.copyRemote]: copyEndpointCommand(source, 'remote'),
    [commandIds.copyLocal]: copyEndpointCommand(source, 'local'),
    [commandIds.copyRow]: copied('line'),
    [commandIds.copyJson]: copied('json'),
    [commandIds.copySsCommand]: copied('command'),
    [commandIds.exportCsv]: exportCsvCommand({
      source,
      inspections,
      ask: (params, token) => server.send(exportCsvRequest, params, token),
      failures,
    }),
  };
}
