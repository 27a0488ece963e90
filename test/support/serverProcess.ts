import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver/node';
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
  static async start(
    place: Place,
    initializationOptions?: unknown,
    script = join(repository, 'dist/server.js'),
  ): Promise<ServerProcess> {
    const child = place.spawn(nodePath, [script, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    if (child.stdout === null || child.stdin === null) throw new Error('the server has no standard streams');
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: process.pid,
      capabilities: { workspace: { inlayHint: { refreshSupport: true } } },
      initializationOptions,
    });
    await connection.sendNotification('initialized', {});
    return new ServerProcess(child, connection);
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  /** Ends it as an editor does; gives its exit status. */
  async stop(): Promise<number | null> {
    const ended = once(this.#child, 'exit');
    await this.connection.sendRequest('shutdown');
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
