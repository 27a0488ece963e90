import {
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
} from 'vscode-languageserver';
import { CancelledError } from '../core/model/cancellation.ts';
import { untrustedErrorCode } from '../core/protocol/inspection.ts';
import type { NotificationType, RequestType } from '../core/protocol/messageTypes.ts';
import { faultText } from '../core/protocol/schema.ts';
import type { Trust } from './trust.ts';

/**
 * Our own messages on the connection to the client. A handler only sees permitted requests with parameters that match
 * their type, and is not called for a request that was cancelled before its turn.
 */
export class Requests {
  readonly #connection: Connection;
  readonly #trust: Trust;

  constructor(connection: Connection, trust: Trust) {
    this.#connection = connection;
    this.#trust = trust;
  }

  /** Registers the handler of a request. A handler may throw `CancelledError`. */
  on<Params, Result>(
    type: RequestType<Params, Result>,
    handler: (params: Params, cancellation: AbortSignal) => Result | Promise<Result>,
  ): void {
    this.#connection.onRequest(type.method, (...sent: readonly unknown[]) => {
      if (type.needsTrust && !this.#trust.isGranted)
        throw new ResponseError(untrustedErrorCode, 'The workspace is not trusted, so nothing is read.');
      // A request without parameters arrives as the token alone, or with null before it.
      const params = sent.length === 1 ? {} : (sent[0] ?? {});
      const fault = type.params.fault(params, '');
      if (fault !== undefined) throw invalidParams(faultText(fault));
      return cancellable(sent.at(-1) as CancellationToken, (signal) => handler(params as Params, signal));
    });
  }

  /** Registers the handler of a notification. An invalid one is logged, because no client waits for an answer. */
  onNotification<Params>(
    type: NotificationType<Params>,
    handler: (params: Params) => void | Promise<void>,
  ): void {
    this.#connection.onNotification(type.method, (params: unknown = {}) => {
      const fault = type.params.fault(params, '');
      if (fault === undefined) return handler(params as Params);
      this.#connection.console.error(`${type.method} was ignored. ${faultText(fault)}`);
    });
  }

  notify<Params>(type: NotificationType<Params>, params: Params): void {
    void this.#connection.sendNotification(type.method, params);
  }
}

export function invalidParams(message: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}

/** Answers a request that was cancelled. */
export function requestCancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
}

/** Runs a request. A cancelled request ends with `RequestCancelled`. */
async function cancellable<T>(
  token: CancellationToken,
  run: (signal: AbortSignal) => T | Promise<T>,
): Promise<T> {
  if (token.isCancellationRequested) throw requestCancelled();
  const controller = new AbortController();
  const subscription = token.onCancellationRequested(() => {
    controller.abort();
  });
  try {
    return await run(controller.signal);
  } catch (error) {
    if (error instanceof CancelledError) throw requestCancelled();
    throw error;
  } finally {
    subscription.dispose();
  }
}
