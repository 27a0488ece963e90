import { ResponseError, type CancellationToken, type Connection } from 'vscode-languageserver/node';
import { untrustedErrorCode } from '../core/protocol/inspection.ts';
import type { Trust } from './trust.ts';

/** Where handlers of requests are hung up. */
export interface Requests {
  onRequest(method: string, handler: (params: never, token: CancellationToken) => unknown): void;
}

/** Requests that read a host or a file, or change something: refused until the workspace is trusted, whoever asks. */
export function trustedRequests(connection: Connection, trust: Trust): Requests {
  return {
    onRequest: (method, handler) => {
      connection.onRequest(method, async (params: unknown, token: CancellationToken) => {
        if (trust.isGranted) return await handler(params as never, token);
        throw new ResponseError(untrustedErrorCode, 'The workspace is not trusted: nothing is read.');
      });
    },
  };
}
