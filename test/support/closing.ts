import assert from 'node:assert/strict';
import type {
  ClosedSockets,
  ClosePreview,
  CloseSocketsResult,
  PreviewCloseParams,
  PreviewCloseResult,
} from '../../src/core/protocol/closeSockets.ts';
import type { Namespace } from './namespace.ts';
import type { ServerProcess } from './serverProcess.ts';

/** Asks a server process to close sockets, as the extension does. */
export class Closing {
  readonly #server: ServerProcess;

  constructor(server: ServerProcess) {
    this.#server = server;
  }

  ask(params: Partial<PreviewCloseParams> = {}): Promise<PreviewCloseResult> {
    return this.#server.connection.sendRequest('socketDiagnostics/previewClose', {
      host: 'local',
      ...params,
    });
  }

  async preview(params: Partial<PreviewCloseParams> = {}): Promise<ClosePreview> {
    const preview = await this.ask(params);
    assert.ok(preview.kind === 'preview', JSON.stringify(preview));
    return preview;
  }

  order(token: string): Promise<CloseSocketsResult> {
    return this.#server.connection.sendRequest('socketDiagnostics/closeSockets', { token });
  }

  async close({ token }: ClosePreview): Promise<ClosedSockets> {
    const closed = await this.order(token);
    assert.ok(closed.kind === 'closed', JSON.stringify(closed));
    return closed;
  }
}

/** The sockets that the kernel itself lists, each as `state local remote` in its own hexadecimal words, sorted. */
export async function kernelSockets(namespace: Namespace): Promise<readonly string[]> {
  const files = await Promise.all(['tcp', 'tcp6'].map((file) => namespace.read(`/proc/net/${file}`)));
  return files
    .flatMap((text) => text.trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .map(([, local = '', remote = '', state = '']) => `${state} ${local} ${remote}`)
    .sort();
}
