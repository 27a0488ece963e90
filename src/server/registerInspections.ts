import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import {
  childrenRequest,
  filterRequest,
  inspectProgressNotification,
  inspectRequest,
  levelRequest,
  type ChildrenParams,
  type FilterParams,
  type InspectParams,
  type InspectProgress,
  type LevelParams,
} from '../core/protocol/inspection.ts';
import { cancellable } from './cancellable.ts';
import type { Inspections } from './inspections.ts';

/** Serves inspections over the connection. */
export function registerInspections(connection: Connection, inspections: Inspections): void {
  connection.onRequest(inspectRequest, (params: InspectParams, token: CancellationToken) =>
    cancellable(token, (signal) =>
      inspections.inspect(params, signal, (message) => {
        const progress: InspectProgress = { host: params.host, message };
        void connection.sendNotification(inspectProgressNotification, progress);
      }),
    ),
  );
  connection.onRequest(childrenRequest, (params: ChildrenParams, token: CancellationToken) =>
    cancellable(token, (signal) => inspections.children(params, signal)),
  );
  connection.onRequest(filterRequest, (params: FilterParams, token: CancellationToken) =>
    cancellable(token, (signal) => inspections.filter(params, signal)),
  );
  connection.onRequest(levelRequest, (params: LevelParams, token: CancellationToken) =>
    cancellable(token, (signal) => inspections.level(params, signal)),
  );
}
