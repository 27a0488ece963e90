import type { Listener } from '../../aggregate/aggregation.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import { countText, numberText, percentText } from '../../model/numberText.ts';
import { integerParameter, type Parameters } from '../../model/parameters.ts';
import { TcpState } from '../../model/tcpState.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { RuleInput, SocketEvidence } from '../rule.ts';
import { pilesOf, rowsInState } from './piles.ts';

/** Fewer half-open connections than that are a moment's work on any listener. */
const leastCount = 16;
const nearShare = 0.8;
/** Without cookies the last quarter of tcp_max_syn_backlog is for hosts that are known. */
const openToAll = 0.75;

/**
 * Half-open connections fill the queue of a listener: with cookies the kernel answers without it from then on, else it drops
 * SYNs. The queue holds as many as the listener's backlog; without cookies three quarters of tcp_max_syn_backlog.
 * Source: include/net/inet_connection_sock.h, inet_csk_reqsk_queue_is_full(); net/ipv4/tcp_input.c, tcp_conn_request().
 */
export const halfOpenQueue = liveRule({
  id: 'half-open-queue',
  section: 'syn-queue-overflow',
  severity: 'warning',
  requires: ['sockets'],
  ownersWanted: ({ sockets }) =>
    sockets === undefined
      ? []
      : queuesOf(sockets).flatMap(({ listener }) =>
          listener.rows.map((row) => sockets.table.inode[row] ?? 0),
        ),
  unsure: ({ sockets, parameters }) =>
    sockets?.table.acceptQueueLimit === undefined &&
    sockets !== undefined &&
    queuesOf(sockets).length > 0 &&
    hasCookies(parameters)
      ? { missing: 'queueLimits', reason: noLimits }
      : undefined,
  judge(input) {
    const { sockets } = input;
    return sockets === undefined
      ? []
      : queuesOf(sockets).flatMap(({ listener, rows }) => finding(listener, rows, sockets, input));
  },
});

const noLimits = '/proc/net/tcp does not show the limit of a queue: choose another collector.';

/** The kernel's default. */
function hasCookies(parameters: Parameters | undefined): boolean {
  return parameters === undefined || integerParameter(parameters, 'net.ipv4.tcp_syncookies') !== 0;
}

interface Queue {
  readonly listener: Listener;
  readonly rows: readonly number[];
}

function queuesOf({ table, aggregation }: SocketEvidence): readonly Queue[] {
  if ((aggregation.countByState[TcpState.SYN_RECV] ?? 0) < leastCount) return [];
  const byGroup = new Map<number, number[]>();
  for (const row of rowsInState(table, TcpState.SYN_RECV)) {
    const group = aggregation.groups.ofRow[row] ?? 0;
    byGroup.set(group, [...(byGroup.get(group) ?? []), row]);
  }
  return aggregation.listeners.flatMap((listener) => {
    const rows = byGroup.get(listener.group) ?? [];
    return rows.length < leastCount ? [] : [{ listener, rows }];
  });
}

function finding(
  { address, port, rows: own }: Listener,
  rows: readonly number[],
  sockets: SocketEvidence,
  { parameters }: RuleInput,
): readonly LiveFinding[] {
  const { table } = sockets;
  const cookies =
    parameters === undefined ? undefined : integerParameter(parameters, 'net.ipv4.tcp_syncookies');
  const known =
    parameters === undefined ? undefined : integerParameter(parameters, 'net.ipv4.tcp_max_syn_backlog');
  const backlog = own.reduce((sum, row) => sum + (table.acceptQueueLimit?.[row] ?? 0), 0);
  const isCookied = hasCookies(parameters);
  const limits = [
    ...(table.acceptQueueLimit === undefined ? [] : [backlog]),
    ...(isCookied || known === undefined ? [] : [known * openToAll]),
  ];
  if (limits.length === 0) return [];
  const limit = Math.max(1, Math.floor(Math.min(...limits)));
  if (rows.length < limit * nearShare) return [];
  const endpoint = formatEndpoint(table.addresses.format(address), port);
  const [pile] = pilesOf(sockets, own);
  const of = pile?.subject.kind === 'process' ? ` of ${pile.who}` : '';
  return [
    {
      severity: isCookied ? 'warning' : 'error',
      side: 'server',
      subject: { kind: 'listener', address: table.addresses.format(address), port },
      states: ['SYN_RECV'],
      title: `${countText(rows.length, 'half-open connection')} fill the SYN queue of ${endpoint}${of}, which holds ${numberText(limit)}: ${
        isCookied ? 'the kernel answers with cookies' : 'the kernel drops new SYNs'
      }.`,
      explanation: `These clients have sent a SYN and do not answer the SYN-ACK: a flood from false addresses, or a way back that is cut. ${
        isCookied
          ? 'Real clients still get in by SYN cookies, but lose options such as window scaling where there are no timestamps.'
          : 'tcp_syncookies is 0, so real clients get no answer and give up with ETIMEDOUT.'
      }`,
      evidence: [
        fact.sockets(
          'half-open',
          'Half-open connections',
          `${numberText(rows.length)} (${percentText(rows.length / limit)})`,
        ),
        fact.sockets('accept-queue-limit', 'Backlog of the listener', numberText(backlog), 'listener'),
        ...(cookies === undefined
          ? []
          : [fact.parameter('net.ipv4.tcp_syncookies', numberText(cookies), 'tcp_syncookies')]),
        fact.sockets(
          'half-open-peers',
          'From addresses',
          numberText(new Set(rows.map((row) => table.remoteAddress[row])).size),
        ),
      ],
      remedies: [
        ...(isCookied
          ? ['Leave net.ipv4.tcp_syncookies at 1.']
          : ['Set net.ipv4.tcp_syncookies to 1: real clients then get in during a flood.']),
        'Look at the addresses: a flood is stopped in front of this host, by the provider or a firewall.',
        'Raise the backlog that the program gives to listen() if these are real clients: it limits this queue, too.',
      ],
      ...(isCookied
        ? {}
        : {
            fixes: [
              {
                title: 'Set tcp_syncookies to 1',
                safe: false,
                changes: [{ kind: 'set', key: 'net.ipv4.tcp_syncookies', value: '1' }],
              },
            ],
          }),
    },
  ];
}
