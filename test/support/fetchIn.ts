import type { Namespace } from './namespace.ts';
import { nodePath } from './paths.ts';

export interface Fetched {
  /** 0: there was no answer, and `text` is the reason. */
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

export interface FetchOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  /** A file with certificates to trust. */
  readonly trust?: string;
}

const script = `
const [url, options] = JSON.parse(process.argv[1]);
fetch(url, options).then(
  async (answer) => ({ status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() }),
  (error) => ({ status: 0, type: '', text: String(error.cause?.code ?? error) }),
).then((fetched) => process.stdout.write(JSON.stringify(fetched)));
`;

/** Asks a server in a namespace. */
export async function fetchIn(
  namespace: Namespace,
  url: string,
  { trust, ...options }: FetchOptions = {},
): Promise<Fetched> {
  const env = { ...process.env, ...(trust !== undefined && { NODE_EXTRA_CA_CERTS: trust }) };
  const text = await namespace.runOk(nodePath, ['-e', script, JSON.stringify([url, options])], { env });
  return JSON.parse(text) as Fetched;
}
