import {
  ErrorCodes,
  Message,
  ResponseError,
  type Connection,
  type MessageStrategy,
  type RequestMessage,
} from 'vscode-languageserver';

type Phase = 'before' | 'serving' | 'over';

/** Handled by {@link Lifecycle.refuseOn}; a client has no reason to send it. */
const refusedMethod = '$/socketDiagnostics/refused';

/**
 * Detects requests at the wrong time: the protocol requires that requests before `initialize` and after `shutdown`
 * are refused, each with its own error, but the library answers them like any other.
 */
export class Lifecycle implements MessageStrategy {
  #phase: Phase = 'before';

  /** The server was initialized. */
  begin(): void {
    this.#phase = 'serving';
  }

  handleMessage(message: Message, next: (message: Message) => Promise<void>): Promise<void> {
    if (!Message.isRequest(message)) return next(message);
    const isRefused = message.method === 'initialize' ? this.#phase !== 'before' : this.#phase !== 'serving';
    if (isRefused) return next(refused(message));
    if (message.method === 'shutdown') this.#phase = 'over';
    return next(message);
  }

  /** Answers refused requests. */
  refuseOn(connection: Connection): void {
    connection.onRequest(refusedMethod, () => {
      throw this.#phase === 'before'
        ? new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized yet.')
        : new ResponseError(
            ErrorCodes.InvalidRequest,
            'The server was already initialized, or was shut down.',
          );
    });
  }
}

function refused({ jsonrpc, id }: RequestMessage): RequestMessage {
  return { jsonrpc, id, method: refusedMethod, params: {} };
}
