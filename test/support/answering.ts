import type { RequestType } from '../../src/core/protocol/messageTypes.ts';
import type { Send } from '../../src/extension/client/server.ts';

export interface Answer {
  readonly method: string;
  readonly give: (params: never) => unknown;
}

export function answer<Params, Result>(
  { method }: RequestType<Params, Result>,
  give: (params: Params) => Result | Promise<Result>,
): Answer {
  return { method, give };
}

/** A server that answers as a test says; a request that no answer is for fails. */
export function answering(...answers: readonly Answer[]): Send {
  return async <Params, Result>({ method }: RequestType<Params, Result>, params: Params): Promise<Result> => {
    const known = answers.find((each) => each.method === method);
    if (known === undefined) throw new Error(`nobody has an answer to ${method}`);
    return (await known.give(params as never)) as Result;
  };
}
