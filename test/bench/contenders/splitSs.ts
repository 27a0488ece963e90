import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Run } from '../peer.ts';

/** What a page of Node.js does: the whole output as one string, lines split at blanks, an object for each socket. */
export function splitSs(): Promise<() => Promise<Run>> {
  return Promise.resolve(async () => {
    const start = performance.now();
    const child = spawn('ss', ['-tanHO'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(child, 'close');
    const sockets = Buffer.concat(chunks)
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [state, receiveQueue, sendQueue, local, remote] = line.split(/\s+/);
        return { state, receiveQueue: Number(receiveQueue), sendQueue: Number(sendQueue), local, remote };
      });
    return { ms: performance.now() - start, sockets: sockets.length };
  });
}
