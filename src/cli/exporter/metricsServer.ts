import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Metric } from '../../core/metrics/metric.ts';
import { BasicAuth } from './basicAuth.ts';
import type { ListenAddress } from './exporterArguments.ts';
import { contentTypes, exposition } from './exposition.ts';
import { textOf, type TlsConfig, type WebConfig } from './webConfig.ts';

/** One Prometheus and a few people. */
const mostConnections = 64;
const patienceMs = 10_000;

/** Serves metrics at `/metrics`. */
export class MetricsServer implements AsyncDisposable {
  readonly #server: Server | TlsServer;
  readonly #tls: TlsConfig | undefined;
  #shown: TlsFiles | undefined;

  private constructor(server: Server | TlsServer, tls: TlsConfig | undefined, shown: TlsFiles | undefined) {
    this.#server = server;
    this.#tls = tls;
    this.#shown = shown;
  }

  /** Listens. Throws what keeps it from that. */
  static async start(
    { host, port }: ListenAddress,
    { tls, users }: WebConfig,
    metrics: () => readonly Metric[],
  ): Promise<MetricsServer> {
    const auth = users && new BasicAuth(users);
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      respond(request, response, auth, metrics).catch(() => response.destroy());
    };
    const files = tls && (await filesOf(tls));
    const options = { headersTimeout: patienceMs, requestTimeout: patienceMs, keepAliveTimeout: 60_000 };
    const server =
      tls && files
        ? createTlsServer({ ...options, ...files, ...demandsOf(tls) }, answer)
        : createServer(options, answer);
    // Before the server of HTTP listens to the connection.
    if (tls)
      server.prependListener('secureConnection', (socket: TLSSocket) => {
        if (!isWelcome(tls, socket)) socket.destroy();
      });
    server.maxConnections = mostConnections;
    server.listen(port, host);
    await once(server, 'listening');
    return new MetricsServer(server, tls, files);
  }

  /** Where it is reached. */
  get url(): string {
    const { address, port, family } = this.#server.address() as AddressInfo;
    const host = family === 'IPv6' ? `[${address}]` : address;
    return `${this.#tls === undefined ? 'http' : 'https'}://${host}:${String(port)}/metrics`;
  }

  /** Shows a certificate that has been replaced. Throws an `Error` with a sentence; the old one is still shown then. */
  async refreshCertificate(): Promise<void> {
    if (this.#tls === undefined || !('setSecureContext' in this.#server)) return;
    const files = await filesOf(this.#tls);
    if (JSON.stringify(files) === JSON.stringify(this.#shown)) return;
    this.#server.setSecureContext({ ...files, ...demandsOf(this.#tls) });
    this.#shown = files;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

type TlsFiles = Pick<ServerOptions, 'cert' | 'key' | 'ca'>;

async function filesOf({ certFile, keyFile, clientCaFile }: TlsConfig): Promise<TlsFiles> {
  return {
    cert: await textOf(certFile),
    key: await textOf(keyFile),
    ...(clientCaFile !== undefined && { ca: await textOf(clientCaFile) }),
  };
}

function demandsOf({ clientAuth, minVersion, maxVersion }: TlsConfig): ServerOptions {
  return {
    minVersion,
    maxVersion,
    requestCert: clientAuth !== 'NoClientCert',
    rejectUnauthorized: clientAuth === 'RequireAndVerifyClientCert',
  };
}

/** What Go's crypto/tls demands beyond Node.js, which knows only certificates that must be there and be right. */
function isWelcome({ clientAuth }: TlsConfig, socket: TLSSocket): boolean {
  const hasCertificate = socket.getPeerX509Certificate() !== undefined;
  if (clientAuth === 'RequireAnyClientCert') return hasCertificate;
  return clientAuth !== 'VerifyClientCertIfGiven' || !hasCertificate || socket.authorized;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  auth: BasicAuth | undefined,
  metrics: () => readonly Metric[],
): Promise<void> {
  const send = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): void => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
    response.end(request.method === 'HEAD' ? undefined : text);
  };
  const admission = await auth?.admits(request.headers.authorization, () => request.socket.destroyed);
  if (admission === 'busy') {
    send(503, 'Too many passwords are waiting to be checked.\n', { 'Retry-After': '1' });
    return;
  }
  if (admission === 'refused') {
    send(401, 'Unauthorized\n', { 'WWW-Authenticate': 'Basic' });
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    send(405, 'Method not allowed\n', { Allow: 'GET, HEAD' });
    return;
  }
  const path = (request.url ?? '').split('?')[0];
  if (path !== '/metrics') {
    send(path === '/' ? 200 : 404, 'The metrics are at /metrics.\n');
    return;
  }
  const accepts = request.headers.accept ?? '';
  const format = accepts.includes('application/openmetrics-text') ? 'openmetrics' : 'text';
  send(200, await exposition(metrics(), format), { 'Content-Type': contentTypes[format] });
}
