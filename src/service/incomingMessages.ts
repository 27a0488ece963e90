import {
  ErrorCodes,
  Message,
  ResponseError,
  type Connection,
  type MessageStrategy,
  type RequestMessage,
} from 'vscode-languageserver';
import { faultText } from '../core/protocol/schema.ts';
import { standardMessages } from './standardMessages.ts';

type Phase = 'before' | 'serving' | 'over';

/** Why a request is not answered. */
interface Refusal {
  readonly code: number;
  readonly message: string;
}

/** Handled by {@link IncomingMessages.refuseOn}; a client has no reason to send it. */
const refusedMethod = '$/socketDiagnostics/refused';

/**
 * Refuses messages before anybody handles them: requests at the wrong time (before `initialize` and after `shutdown`, each
 * with the error of the protocol), and messages of the protocol that lack a field. The library answers the former like
 * any other, and hands the latter to handlers as if they were what their types say.
 */
export class IncomingMessages implements MessageStrategy {
  #phase: Phase = 'before';
  #log: (message: string) => void = () => undefined;

  /** The server was initialized. */
  begin(): void {
    this.#phase = 'serving';
  }

  handleMessage(message: Message, next: (message: Message) => Promise<void>): Promise<void> {
    if (Message.isNotification(message)) {
      const fault = faultOf(message);
      if (fault === undefined) return next(message);
      this.#log(`${message.method} was ignored. ${fault}`);
      return Promise.resolve();
    }
    if (!Message.isRequest(message)) return next(message);
    const refusal = this.#refusal(message);
    if (refusal !== undefined) return next(refused(message, refusal));
    if (message.method === 'shutdown') this.#phase = 'over';
    return next(message);
  }

  /** Answers refused requests, and logs refused notifications, which no client waits for. */
  refuseOn(connection: Connection): void {
    this.#log = (message) => {
      connection.console.error(message);
    };
    connection.onRequest(refusedMethod, ({ code, message }: Refusal) => {
      throw new ResponseError(code, message);
    });
  }

  #refusal(message: RequestMessage): Refusal | undefined {
    const isTime = message.method === 'initialize' ? this.#phase === 'before' : this.#phase === 'serving';
    if (!isTime)
      return this.#phase === 'before'
        ? { code: ErrorCodes.ServerNotInitialized, message: 'The server is not initialized yet.' }
        : {
            code: ErrorCodes.InvalidRequest,
            message: 'The server was already initialized, or was shut down.',
          };
    const fault = faultOf(message);
    return fault === undefined ? undefined : { code: ErrorCodes.InvalidParams, message: fault };
  }
}

/** What is wrong with a message of the protocol. Our own are checked by `Requests`, after trust. */
function faultOf({
  method,
  params,
}: {
  readonly method: string;
  readonly params?: unknown;
}): string | undefined {
  const fault = standardMessages.get(method)?.fault(params, '');
  return fault === undefined ? undefined : faultText(fault);
}

function refused({ jsonrpc, id }: RequestMessage, params: Refusal): RequestMessage {
  return { jsonrpc, id, method: refusedMethod, params: { ...params } };
}
