import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import {
  closeSocketsRequest,
  previewCloseRequest,
  type CloseSocketsParams,
  type PreviewCloseParams,
} from '../core/protocol/closeSockets.ts';
import {
  previewParameterRequest,
  readParameterRequest,
  type PreviewParameterParams,
  type ReadParameterParams,
} from '../core/protocol/parameterChange.ts';
import { cancellable } from './cancellable.ts';
import { SocketClosing } from './closing/socketClosing.ts';
import { HostChanges } from './hostChanges.ts';
import type { Places } from './inspections.ts';
import { ParameterChanges } from './parameters/parameterChanges.ts';
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
  const parameters = new ParameterChanges(places, changes);
  requests.onRequest(previewParameterRequest, (params: PreviewParameterParams, token: CancellationToken) =>
    cancellable(token, (signal) => parameters.preview(params, signal)),
  );
  requests.onRequest(readParameterRequest, (params: ReadParameterParams, token: CancellationToken) =>
    cancellable(token, (signal) => parameters.read(params, signal)),
  );
}
