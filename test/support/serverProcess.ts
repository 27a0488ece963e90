import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CancellationToken,
  type MessageConnection,
} from 'vscode-languageserver/node';
import type { RequestType } from '../../src/core/protocol/messageTypes.ts';
import { nodePath, repository } from './paths.ts';
import type { Place } from './traffic.ts';

/** The built server as any editor would start it: `dist/server.js --stdio`, spoken to in JSON-RPC. */
export class ServerProcess implements AsyncDisposable {
  readonly connection: MessageConnection;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, connection: MessageConnection) {
    this.#child = child;
    this.connection = connection;
  }

  /** Starts it, and greets it as a client that knows nothing special. */
  static async start(place: Place, initializationOptions?: unknown, script?: string): Promise<ServerProcess> {
    const server = ServerProcess.startSilent(place, script);
    try {
      await server.greet(initializationOptions);
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
    return server;
  }

  /** Starts it and says nothing yet. */
  static startSilent(place: Place, script = join(repository, 'dist/server.js')): ServerProcess {
    const child = place.spawn(nodePath, [script, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    if (child.stdout === null || child.stdin === null) throw new Error('the server has no standard streams');
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    return new ServerProcess(child, connection);
  }

  /**
   * `folder` is the one of the workspace; absolute. `workspace`: more capabilities of the client.
   */
  async greet(initializationOptions?: unknown, folder?: string, workspace: object = {}): Promise<void> {
    await this.connection.sendRequest('initialize', {
      processId: process.pid,
      capabilities: { workspace: { inlayHint: { refreshSupport: true }, ...workspace } },
      initializationOptions,
      ...(folder !== undefined && {
        workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'folder' }],
      }),
    });
    await this.connection.sendNotification('initialized', {});
  }

  /** Asks with one of our own requests. */
  send<Params, Result>(
    { method }: RequestType<Params, Result>,
    params: Params,
    token?: CancellationToken,
  ): Promise<Result> {
    return this.connection.sendRequest<Result>(method, params, token);
  }

  /**
   * Sends a request and its cancellation in one piece, so that the server has both before it begins with either. Gives
   * the code of the error in the answer; undefined if the request succeeds.
   */
  async sendCancelled<Params, Result>(
    { method }: RequestType<Params, Result>,
    params: Params,
  ): Promise<number | undefined> {
    const { stdin, stdout } = this.#child;
    if (stdin === null || stdout === null) throw new Error('the server has no standard streams');
    const id = 'sent with its cancellation';
    let said = '';
    const answered = new Promise<string>((resolve) => {
      stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const answer = new RegExp(`\\{[^\\n]*"id":"${id}"[^\\n]*\\}`).exec(said)?.[0];
        if (answer !== undefined) resolve(answer);
      });
    });
    const messages = [
      { jsonrpc: '2.0', id, method, params },
      { jsonrpc: '2.0', method: '$/cancelRequest', params: { id } },
    ].map((message) => JSON.stringify(message));
    stdin.write(
      messages.map((text) => `Content-Length: ${String(Buffer.byteLength(text))}\r\n\r\n${text}`).join(''),
    );
    return Number(/"code":(-?\d+)/.exec(await answered)?.[1] ?? NaN) || undefined;
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  /** Ends it as an editor does; gives its exit status. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest('shutdown');
    return this.exit();
  }

  /** The last word, after `shutdown`. */
  async exit(): Promise<number | null> {
    const ended = once(this.#child, 'exit');
    await this.connection.sendNotification('exit');
    const [status] = (await ended) as [number | null];
    this.connection.dispose();
    return status;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await ended;
    }
    this.connection.dispose();
  }
}
