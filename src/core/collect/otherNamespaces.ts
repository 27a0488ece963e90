import type { Cancellation } from '../model/cancellation.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { valueOf } from '../model/outcome.ts';
import { localAddressText } from '../model/socketTable.ts';
import { SocketTableBuilder } from '../model/socketTableBuilder.ts';
import { TcpState } from '../model/tcpState.ts';
import { ProcNetTcpParser } from '../parse/procNetTcp.ts';
import { readText, type Source, type SourceReader } from './host.ts';

/** One listing of all processes costs one program, whatever their number. */
const listing: Source = {
  kind: 'command',
  program: 'sh',
  args: ['-c', 'ls -l /proc/[0-9]*/ns/net 2>/dev/null; true'],
  timeLimitMs: 5000,
  limitBytes: 16 << 20,
};

/** A listening socket in another network namespace. */
export interface ListenerElsewhere {
  /** `net:[4026531840]` */
  readonly namespace: string;
  /** The oldest process in it. */
  readonly pid: number;
  readonly localAddress: string;
  /** The same in all namespaces. */
  readonly inode: number;
}

const mostNamespaces = 200;
/** Listening sockets come first in the list. */
const largestList = 8 << 20;

/**
 * Listening sockets on a port in the other network namespaces of a host, as far as their processes can be seen: in `/proc/PID/net`,
 * which anybody may read. Undefined if the processes could not be listed.
 */
export async function listenersElsewhere(
  host: SourceReader,
  { byteOrder, networkNamespace }: HostFacts,
  port: number,
  cancellation: Cancellation,
): Promise<readonly ListenerElsewhere[] | undefined> {
  const listed = valueOf(await readText(host, listing, cancellation));
  if (listed === undefined || networkNamespace === undefined) return undefined;
  const others = [...firstProcesses(listed)]
    .filter(([namespace]) => namespace !== networkNamespace)
    .slice(0, mostNamespaces);
  const found = await Promise.all(
    others.map(async ([namespace, pid]) =>
      (await listening(host, pid, byteOrder, port, cancellation)).map((one) => ({
        namespace,
        pid: Number(pid),
        ...one,
      })),
    ),
  );
  return found.flat();
}

/** A process in each namespace, the oldest: a line of the listing ends with `/proc/12/ns/net -> net:[4026531840]`. */
function firstProcesses(listed: string): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const [, pid = '', namespace = ''] of listed.matchAll(
    /\/proc\/(\d{1,10})\/ns\/net -> (net:\[\d{1,20}\])$/gm,
  )) {
    const known = first.get(namespace);
    if (known === undefined || Number(pid) < Number(known)) first.set(namespace, pid);
  }
  return first;
}

async function listening(
  host: SourceReader,
  pid: string,
  byteOrder: HostFacts['byteOrder'],
  port: number,
  cancellation: Cancellation,
): Promise<readonly Pick<ListenerElsewhere, 'localAddress' | 'inode'>[]> {
  const lists = ['tcp', 'tcp6'].map(async (name) => {
    const path = `/proc/${pid}/net/${name}`;
    const builder = new SocketTableBuilder();
    const parser = new ProcNetTcpParser(builder, byteOrder, path);
    const source: Source = { kind: 'file', path, limitBytes: largestList };
    await host.read(
      source,
      (chunk) => {
        parser.push(chunk);
      },
      cancellation,
    );
    parser.finish();
    const table = builder.build();
    const rows = [...table.state.keys()].filter(
      (row) => row < table.length && table.state[row] === TcpState.LISTEN && table.localPort[row] === port,
    );
    return rows.map((row) => ({ localAddress: localAddressText(table, row), inode: table.inode[row] ?? 0 }));
  });
  return (await Promise.all(lists)).flat();
}
