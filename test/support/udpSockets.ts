import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import type { Namespace } from './namespace.ts';
import { nodePath } from './paths.ts';

/** Sockets of a process in a namespace, held until it is disposed of: two that listen to anybody, and `connected` to the first. */
export class UdpSockets implements AsyncDisposable {
  readonly pid: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, pid: number) {
    this.#child = child;
    this.pid = pid;
  }

  static async make(namespace: Namespace, connected: number): Promise<UdpSockets> {
    const script = `
      const { createSocket } = require('node:dgram');
      const { once } = require('node:events');
      (async () => {
        const server = createSocket('udp4').bind(5300, '127.0.0.1');
        const both = createSocket('udp6').bind(5400, '::');
        await Promise.all([once(server, 'listening'), once(both, 'listening')]);
        for (let index = 0; index < ${String(connected)}; index++) {
          const client = createSocket('udp4');
          client.connect(5300, '127.0.0.1');
          await once(client, 'connect');
        }
        console.log(process.pid);
        process.stdin.resume().on('end', () => process.exit());
      })();`;
    const child = namespace.spawn(nodePath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (!child.stdout) throw new Error('the process has no standard output');
    const [pid] = (await once(child.stdout, 'data')) as [Buffer];
    return new UdpSockets(child, Number(pid.toString()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.stdin?.end();
    await ended;
  }
}
