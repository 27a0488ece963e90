import type { CancellationToken } from 'vscode';
import {
  closeSocketsRequest,
  previewCloseRequest,
  type CloseSocketsParams,
  type CloseSocketsResult,
  type PreviewCloseParams,
  type PreviewCloseResult,
} from '../../core/protocol/closeSockets.ts';
import {
  previewParameterRequest,
  readParameterRequest,
  type PreviewParameterParams,
  type PreviewParameterResult,
  type ReadParameterParams,
  type ReadParameterResult,
} from '../../core/protocol/parameterChange.ts';

type Request = <Result>(method: string, params: object, token?: CancellationToken) => Promise<Result>;

/** What the server is asked about changes of a host. */
export class HostChangeServer {
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
  }

  previewClose(params: PreviewCloseParams, token?: CancellationToken): Promise<PreviewCloseResult> {
    return this.#request(previewCloseRequest, params, token);
  }

  closeSockets(params: CloseSocketsParams, token?: CancellationToken): Promise<CloseSocketsResult> {
    return this.#request(closeSocketsRequest, params, token);
  }

  previewParameter(params: PreviewParameterParams): Promise<PreviewParameterResult> {
    return this.#request(previewParameterRequest, params);
  }

  readParameter(params: ReadParameterParams): Promise<ReadParameterResult> {
    return this.#request(readParameterRequest, params);
  }
}
