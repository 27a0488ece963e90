import type { Namespace } from './namespace.ts';
import { nodePath } from './paths.ts';

/**
 * Leads a port of 127.0.0.1 in a namespace to a Unix socket, which no namespace of the network keeps apart: what ssh does
 * for a remote window. Ends with the namespace.
 */
export function startRelay(namespace: Namespace, port: number, socketPath: string): void {
  const script = `
    const { connect, createServer } = require('node:net');
    createServer((near) => {
      const far = connect(${JSON.stringify(socketPath)});
      for (const [one, other] of [[near, far], [far, near]])
        one.on('error', () => other.destroy()).on('close', () => other.destroy()).pipe(other);
    }).listen(${String(port)}, '127.0.0.1');`;
  namespace.spawn(nodePath, ['-e', script], { stdio: 'ignore' });
}
