import { record, type Fields, type Schema } from './schema.ts';

/** Everything that extension and server agree on about a request: its name, what it takes, what it gives, who may ask. */
export interface RequestType<Params, Result> {
  readonly method: string;
  readonly params: Schema<Params>;
  /** It reads a host or a file, or changes something: refused while the workspace is not trusted. */
  readonly needsTrust: boolean;
  /** Ties the type of the answer to the value; there is never anything in it. */
  readonly result?: Result;
}

/** The same about a message that is not answered. */
export interface NotificationType<Params> {
  readonly method: string;
  readonly params: Schema<Params>;
}

export type NoParams = Readonly<Record<string, never>>;

export function request<Params, Result>(
  name: string,
  params: Fields<Params>,
  { needsTrust = true } = {},
): RequestType<Params, Result> {
  return { method: methodOf(name), params: record(params), needsTrust };
}

export function notification<Params>(name: string, params: Fields<Params>): NotificationType<Params> {
  return { method: methodOf(name), params: record(params) };
}

function methodOf(name: string): string {
  return `socketDiagnostics/${name}`;
}
