import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import {
  closeSocketsRequest,
  previewCloseRequest,
  type CloseSocketsParams,
  type PreviewCloseParams,
} from '../core/protocol/closeSockets.ts';
import { cancellable } from './cancellable.ts';
import { SocketClosing } from './closing/socketClosing.ts';
import { HostChanges } from './hostChanges.ts';
import type { Places } from './inspections.ts';
import type { Requests } from './trustedRequests.ts';

/** Serves what changes a host: nothing, unless the client says that the user allows it. */
export function registerHostChanges(
  connection: Connection,
  requests: Requests,
  places: Places,
  options: unknown,
): void {
  const changes = new HostChanges(connection, options);
  const closing = new SocketClosing({ places, changes, now: Date.now });
  requests.onRequest(previewCloseRequest, (params: PreviewCloseParams, token: CancellationToken) =>
    cancellable(token, (signal) => closing.preview(params, signal)),
  );
  requests.onRequest(closeSocketsRequest, (params: CloseSocketsParams, token: CancellationToken) =>
    cancellable(token, (signal) => closing.close(params, signal)),
  );
}
