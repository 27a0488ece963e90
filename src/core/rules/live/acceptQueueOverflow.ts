import type { Listener } from '../../aggregate/aggregation.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import { counterGrowth, growthPeriod } from '../../model/counters.ts';
import type { Evidence } from '../../model/finding.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { integerParameter } from '../../model/parameters.ts';
import { localAddressText } from '../../model/socketTable.ts';
import { TcpState } from '../../model/tcpState.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { RuleInput, SocketEvidence } from '../rule.ts';

const somaxconn = 'net.core.somaxconn';

/**
 * More connections wait for accept() than the accept queue of their listening socket can hold. The queue holds one
 * connection more than its limit, which is the smaller of listen()'s backlog and `somaxconn` at that time.
 * Source: include/net/sock.h, sk_acceptq_is_full(); net/socket.c, __sys_listen_socket().
 */
export const acceptQueueOverflow = liveRule({
  id: 'accept-queue-overflow',
  section: 'accept-queue-overflow',
  severity: 'warning',
  requires: ['sockets'],
  ownersWanted: (input) => fullRows(input).map((row) => input.sockets?.table.inode[row] ?? 0),
  judge(input) {
    const full = fullRows(input).map((row) => fullFinding(input, row));
    if (full.length > 0) return full;
    return overflowFinding(input);
  },
});

interface Queue {
  readonly length: number;
  readonly limit: number;
  /** Whether the source provided the limit of the listening socket; otherwise the limit is the maximum possible. */
  readonly isExact: boolean;
}

/** If the source does not provide the limit, it is at most somaxconn. */
function queueOf({ sockets, parameters }: RuleInput, row: number): Queue | undefined {
  const length = sockets?.table.receiveQueue[row];
  if (length === undefined) return undefined;
  const exact = sockets?.table.acceptQueueLimit?.[row];
  if (exact !== undefined) return { length, limit: exact, isExact: true };
  const most = parameters === undefined ? undefined : integerParameter(parameters, somaxconn);
  return most === undefined ? undefined : { length, limit: most, isExact: false };
}

function fullRows(input: RuleInput): readonly number[] {
  const { sockets } = input;
  if (sockets === undefined || sockets.aggregation.countByState[TcpState.LISTEN] === 0) return [];
  return sockets.aggregation.listeners
    .flatMap(({ rows }) => rows)
    .filter((row) => {
      const queue = queueOf(input, row);
      return queue !== undefined && queue.length > queue.limit;
    });
}

function fullFinding(input: RuleInput, row: number): LiveFinding {
  const { sockets } = input;
  const queue = queueOf(input, row);
  const address = sockets === undefined ? '' : localAddressText(sockets.table, row);
  const port = sockets?.table.localPort[row] ?? 0;
  const owner = sockets?.owners?.get(sockets.table.inode[row] ?? 0)?.[0];
  const who = owner === undefined ? '' : ` of ${owner.name} (process ${String(owner.pid)})`;
  return {
    side: 'server',
    subject: { kind: 'listener', address, port },
    title: `The accept queue of ${formatEndpoint(address, port)}${who} is full: ${countText(queue?.length ?? 0, 'connection')} wait for accept().`,
    explanation:
      'While the queue is full, the kernel silently drops new SYNs and final ACKs, so connections take seconds or time out for clients.',
    evidence: [
      fact.sockets('accept-queue', 'Waiting for accept()', numberText(queue?.length ?? 0), 'listener'),
      ...(queue === undefined ? [] : [limitEvidence(queue)]),
      ...overflowEvidence(input),
    ],
    remedies,
  };
}

function limitEvidence({ limit, isExact }: Queue): Evidence {
  const label = 'Queue limit';
  const value = `${numberText(limit)} (holds one more)`;
  return isExact
    ? fact.sockets('accept-queue-limit', label, value, 'listener')
    : fact.parameter(somaxconn, `at most ${value}`, label);
}

function overflowFinding(input: RuleInput): readonly LiveFinding[] {
  const { counters, sockets } = input;
  const total = counters?.current.get('TcpExt.ListenOverflows') ?? 0;
  if (counters === undefined || total === 0) return [];
  const growth = counterGrowth(counters, 'TcpExt.ListenOverflows');
  const grows = growth !== undefined && growth > 0;
  const only = sockets === undefined ? undefined : onlyListener(sockets);
  const which = only === undefined ? 'An accept queue' : `The accept queue of ${only.text}`;
  return [
    {
      severity: grows ? 'warning' : 'information',
      side: 'server',
      subject: only?.subject ?? { kind: 'host' },
      states: ['LISTEN'],
      title: grows
        ? `${which} overflowed ${countText(growth, 'time')} ${growthPeriod(counters)}.`
        : `${which} overflowed ${countText(total, 'time')} since the network namespace was created.`,
      explanation: grows
        ? 'The queue fills in bursts: it was not full at the moment of this inspection. While it is full the kernel drops SYNs, and those clients wait a second or more.'
        : 'No queue is full now. Inspect again to see whether the counter is still growing.',
      evidence: [...overflowEvidence(input), ...(sockets === undefined ? [] : listenerFacts(sockets))],
      remedies,
    },
  ];
}

/** The listening sockets with the shortest queues: the counter does not say which one it was. */
function listenerFacts(sockets: SocketEvidence): readonly Evidence[] {
  const { aggregation, table } = sockets;
  return aggregation.listeners
    .flatMap((listener) => {
      const limits = listener.rows.flatMap((row) => table.acceptQueueLimit?.[row] ?? []);
      return limits.length === 0 ? [] : [{ listener, limit: Math.min(...limits) }];
    })
    .sort((a, b) => a.limit - b.limit)
    .slice(0, 3)
    .map(({ listener, limit }) =>
      fact.sockets(
        'queue-limit',
        `Queue of ${listenerText(sockets, listener)}`,
        `at most ${numberText(limit)}`,
        'listener',
      ),
    );
}

/** Where there is one listener, it is the one that the counters tell of. */
function onlyListener(sockets: SocketEvidence) {
  const listening = sockets.aggregation.listeners.filter(({ rows }) => rows.length > 0);
  const [first] = listening;
  if (first === undefined || listening.length > 1) return undefined;
  const address = sockets.table.addresses.format(first.address);
  return {
    text: listenerText(sockets, first),
    subject: { kind: 'listener', address, port: first.port } as const,
  };
}

function listenerText({ table, owners }: SocketEvidence, { address, port, rows }: Listener): string {
  const [owner] = rows.flatMap((row) => owners?.get(table.inode[row] ?? 0) ?? []);
  const endpoint = formatEndpoint(table.addresses.format(address), port);
  return owner === undefined ? endpoint : `${endpoint} of ${owner.name} (process ${String(owner.pid)})`;
}

function overflowEvidence({ counters }: RuleInput): readonly Evidence[] {
  if (counters === undefined) return [];
  return ['TcpExt.ListenOverflows', 'TcpExt.ListenDrops'].flatMap((name) => {
    const value = counters.current.get(name);
    if (value === undefined) return [];
    const growth = counterGrowth(counters, name);
    const since = growth === undefined ? '' : `, ${numberText(growth)} ${growthPeriod(counters)}`;
    return [fact.counter(name, `${numberText(value)} in total${since}`)];
  });
}

const remedies: readonly string[] = [
  'Find out why the program accepts connections too slowly: too few workers, or a blocked event loop.',
  'Raise the backlog that the program passes to listen(), and net.core.somaxconn if it is lower. Then restart the program, because an existing listening socket keeps its limit.',
];
