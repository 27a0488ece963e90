import type { Cancellation } from '../model/cancellation.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { hiddenNamespaces, oldestProcesses } from '../model/networkNamespace.ts';
import { countText } from '../model/numberText.ts';
import { failure, problemsOf, withProblems, type Outcome, type Problem } from '../model/outcome.ts';
import { localAddressText } from '../model/socketTable.ts';
import { SocketTableBuilder } from '../model/socketTableBuilder.ts';
import { TcpState } from '../model/tcpState.ts';
import { ProcNetTcpParser } from '../parse/procNetTcp.ts';
import { readText, type Source, type SourceReader } from './host.ts';

/** One listing of all processes costs one program, whatever their number. Which of them it may not read it says in English. */
const listing: Source = {
  kind: 'command',
  program: 'sh',
  args: ['-c', 'LC_ALL=C ls -l /proc/[0-9]*/ns/net 2>&1; true'],
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
/** Each list is parsed whole before what is not on the port is let go. */
const mostAtOnce = 4;
const largestList = 8 << 20;

/**
 * Listening sockets on a port in the other network namespaces of a host, as far as their processes can be seen: in `/proc/PID/net`,
 * which anybody may read. Partial where processes or lists could not be read.
 */
export async function listenersElsewhere(
  host: SourceReader,
  { byteOrder, networkNamespace }: HostFacts,
  port: number,
  cancellation: Cancellation,
): Promise<Outcome<readonly ListenerElsewhere[]>> {
  const listed = await readText(host, listing, cancellation);
  if ('problem' in listed) return listed;
  if (networkNamespace === undefined) return ownUnknown;
  const others = [...oldestProcesses(processesIn(listed.value))].filter(
    ([namespace]) => namespace !== networkNamespace,
  );
  const waiting = others.slice(0, mostNamespaces);
  const found: ListenerElsewhere[] = [];
  let unread = others.length - waiting.length;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [namespace, pid] = next;
      const outcomes = [
        await listening(host, `/proc/${String(pid)}/net/tcp`, byteOrder, port, cancellation),
        await listening(host, `/proc/${String(pid)}/net/tcp6`, byteOrder, port, cancellation),
      ];
      for (const { rows } of outcomes) found.push(...rows.map((row) => ({ namespace, pid, ...row })));
      if (!outcomes.every(({ isWhole }) => isWhole)) unread++;
    }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, work));
  const hidden = listed.value.match(/Permission denied$/gm)?.length ?? 0;
  return withProblems(found, [
    ...problemsOf(listed),
    ...(hidden === 0 ? [] : [hiddenNamespaces(hidden)]),
    ...(unread === 0 ? [] : [unreadNamespaces(unread)]),
  ]);
}

const ownUnknown = failure(
  'unavailable',
  'own-namespace-unknown',
  'Other network namespaces were not looked at, because it is not known which one is inspected.',
  'Ask in each network namespace separately.',
);

function unreadNamespaces(count: number): Problem {
  return {
    code: 'namespaces-unread',
    message: `The listening sockets of ${countText(count, 'other network namespace')} could not be read completely.`,
    nextStep: 'Ask in that network namespace separately.',
  };
}

/** A line of the listing ends with `/proc/12/ns/net -> net:[4026531840]`. */
function processesIn(listed: string): { readonly namespace: string; readonly pid: number }[] {
  const lines = listed.matchAll(/\/proc\/(\d{1,10})\/ns\/net -> (net:\[\d{1,20}\])$/gm);
  return Array.from(lines, ([, pid, namespace = '']) => ({ namespace, pid: Number(pid) }));
}

/** The listening sockets of a list; what came before a failure is true, too. */
async function listening(
  host: SourceReader,
  path: string,
  byteOrder: HostFacts['byteOrder'],
  port: number,
  cancellation: Cancellation,
): Promise<{
  readonly isWhole: boolean;
  readonly rows: readonly Pick<ListenerElsewhere, 'localAddress' | 'inode'>[];
}> {
  const builder = new SocketTableBuilder();
  const parser = new ProcNetTcpParser(builder, byteOrder, path);
  const outcome = await host.read(
    { kind: 'file', path, limitBytes: largestList },
    (chunk) => {
      parser.push(chunk);
    },
    cancellation,
  );
  const { problems } = parser.finish();
  const table = builder.build();
  const rows = [...table.state.keys()].filter(
    (row) => row < table.length && table.state[row] === TcpState.LISTEN && table.localPort[row] === port,
  );
  // A host without IPv6 has no list of its sockets.
  const isAbsent = path.endsWith('6') && outcome.kind === 'unavailable';
  return {
    isWhole: (outcome.kind === 'ok' || isAbsent) && problems.length === 0,
    rows: rows.map((row) => ({ localAddress: localAddressText(table, row), inode: table.inode[row] ?? 0 })),
  };
}
