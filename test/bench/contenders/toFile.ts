import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run } from '../peer.ts';

const newline = 10;

/** A command that writes to a file, which is what it costs to have the text and do nothing with it. */
export function toFile([headerLines = '0', command = '', ...args]: readonly string[]): Promise<
  () => Promise<Run>
> {
  const folder = mkdtempSync(join(tmpdir(), 'socket-diagnostics-bench-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const path = join(folder, 'output');
  return Promise.resolve(async () => {
    const file = openSync(path, 'w');
    const start = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', file, 'ignore'] });
    const [status] = (await once(child, 'exit')) as [number | null];
    const ms = performance.now() - start;
    closeSync(file);
    if (status !== 0) throw new Error(`${command} ended with ${String(status)}`);
    return { ms, sockets: (await countLines(path)) - Number(headerLines) };
  });
}

async function countLines(path: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) lines++;
  }
  return lines;
}
