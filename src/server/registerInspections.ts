import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import {
  childrenRequest,
  explainRequest,
  filterRequest,
  inspectProgressNotification,
  inspectRequest,
  levelRequest,
  type ChildrenParams,
  type ExplainParams,
  type FilterParams,
  type InspectParams,
  type InspectProgress,
  type LevelParams,
} from '../core/protocol/inspection.ts';
import {
  copyRowsRequest,
  exportCsvRequest,
  type CopyRowsParams,
  type ExportCsvParams,
} from '../core/protocol/rows.ts';
import { cancellable } from './cancellable.ts';
import type { Inspections } from './inspections.ts';
import type { Requests } from './trustedRequests.ts';

/** Serves inspections over the connection. */
export function registerInspections(
  connection: Connection,
  requests: Requests,
  inspections: Inspections,
): void {
  requests.onRequest(inspectRequest, (params: InspectParams, token: CancellationToken) =>
    cancellable(token, (signal) =>
      inspections.inspect(params, signal, (message) => {
        const progress: InspectProgress = { host: params.host, message };
        void connection.sendNotification(inspectProgressNotification, progress);
      }),
    ),
  );
  requests.onRequest(childrenRequest, (params: ChildrenParams, token: CancellationToken) =>
    cancellable(token, (signal) => inspections.children(params, signal)),
  );
  requests.onRequest(filterRequest, (params: FilterParams, token: CancellationToken) =>
    cancellable(token, (signal) => inspections.filter(params, signal)),
  );
  requests.onRequest(explainRequest, (params: ExplainParams, token: CancellationToken) =>
    cancellable(token, (signal) => inspections.explain(params, signal)),
  );
  requests.onRequest(copyRowsRequest, (params: CopyRowsParams, token: CancellationToken) =>
    cancellable(token, (signal) => inspections.copyRows(params, signal)),
  );
  requests.onRequest(exportCsvRequest, (params: ExportCsvParams, token: CancellationToken) =>
    cancellable(token, (signal) => inspections.exportCsv(params, signal)),
  );
  requests.onRequest(levelRequest, (params: LevelParams, token: CancellationToken) =>
    cancellable(token, (signal) => inspections.level(params, signal)),
  );
}
