import { createRequire } from 'node:module';
import type { Run } from '../peer.ts';

interface SystemInformation {
  networkConnections(): Promise<readonly { readonly protocol: string }[]>;
}

/** The library that Node users pick. It is a package of the benchmarks only; see install.ts. */
export function networkConnections([folder = '']: readonly string[]): Promise<() => Promise<Run>> {
  const library = createRequire(`${folder}/`)('systeminformation') as SystemInformation;
  return Promise.resolve(async () => {
    const start = performance.now();
    const sockets = await library.networkConnections();
    const ms = performance.now() - start;
    return { ms, sockets: sockets.filter(({ protocol }) => protocol.startsWith('tcp')).length };
  });
}
