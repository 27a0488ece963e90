import { once } from 'node:events';
import type { Namespace } from '../../support/namespace.ts';
import { nodePath } from '../../support/paths.ts';

/** The states' names in the tree, and those of `ss`. */
export const ssNames: Readonly<Record<string, string>> = {
  ESTABLISHED: 'ESTAB',
  TIME_WAIT: 'TIME-WAIT',
  CLOSE_WAIT: 'CLOSE-WAIT',
  FIN_WAIT1: 'FIN-WAIT-1',
  FIN_WAIT2: 'FIN-WAIT-2',
  SYN_SENT: 'SYN-SENT',
  SYN_RECV: 'SYN-RECV',
  LAST_ACK: 'LAST-ACK',
};

/** A program can call itself anything of up to 15 bytes. */
export const hostileName = { raw: '<b>[x](y)\u202e\u001b', shown: '<b>[x](y)\uFFFD\uFFFD' };

/** A listening process with a hostile name; gives what ends it. */
export function startHostileListener(namespace: Namespace, port: number): () => Promise<void> {
  const script = `
    require('node:fs').writeFileSync('/proc/self/comm', ${JSON.stringify(hostileName.raw)});
    require('node:net').createServer().listen(${String(port)}, '127.0.0.1');`;
  const child = namespace.spawn(nodePath, ['-e', script], { stdio: 'ignore' });
  return async () => {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  };
}
