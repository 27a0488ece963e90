import { formatEndpoint } from '../../model/addressTable.ts';
import type { Finding, Subject } from '../../model/finding.ts';
import { countText, numberText } from '../../model/numberText.ts';
import type { SocketOwners } from '../../model/processes.ts';
import { TcpState } from '../../model/tcpState.ts';
import type { ParameterRule, RuleInput, SocketEvidence } from '../rule.ts';

const id = 'close-wait-pile-up';
const section = 'close-wait-pile-up';
/** A busy program has a few for a moment; a pile means that it does not close. */
const warningCount = 50;
const errorCount = 1000;

/**
 * The peer has closed and the program here has not: CLOSE_WAIT has no time limit, so such sockets, their memory and
 * their file descriptors pile up until the program ends.
 * Source: RFC 9293 section 3.10.7.4; net/ipv4/tcp_input.c, tcp_fin().
 */
export const closeWaitPileUp: ParameterRule = {
  id,
  section,
  severity: 'error',
  requires: ['sockets'],
  ownersWanted: ({ sockets }) =>
    sockets === undefined || !isPileUp(sockets)
      ? []
      : rowsOf(sockets).map((row) => sockets.table.inode[row] ?? 0),
  evaluate(input: RuleInput) {
    const { sockets } = input;
    if (sockets === undefined || !isPileUp(sockets)) return [];
    return [...piles(sockets).values()]
      .filter((pile) => pile.rows.length >= warningCount)
      .sort((a, b) => b.rows.length - a.rows.length)
      .map((pile) => finding(pile, sockets));
  },
};

function isPileUp({ aggregation }: SocketEvidence): boolean {
  return (aggregation.countByState[TcpState.CLOSE_WAIT] ?? 0) >= warningCount;
}

function rowsOf({ table }: SocketEvidence): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < table.length; row++) if (table.state[row] === TcpState.CLOSE_WAIT) rows.push(row);
  return rows;
}

interface Pile {
  readonly subject: Subject;
  /** Who does not close, as part of a sentence. */
  readonly who: string;
  readonly rows: number[];
}

/** By process where it is known, else by the listener or destination. */
function piles(sockets: SocketEvidence): Map<string, Pile> {
  const byKey = new Map<string, Pile>();
  for (const row of rowsOf(sockets)) {
    const pile = pileOf(sockets, row);
    const key = JSON.stringify(pile.subject);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { ...pile, rows: [row] });
    else known.rows.push(row);
  }
  return byKey;
}

function pileOf(sockets: SocketEvidence, row: number): Omit<Pile, 'rows'> {
  const owner = ownersOf(sockets.owners, sockets.table.inode[row] ?? 0);
  if (owner !== undefined) return owner;
  const { aggregation, table } = sockets;
  const group = aggregation.groups.get(aggregation.groups.ofRow[row] ?? 0);
  if (group.kind === 'listener') {
    const address = table.addresses.format(group.address);
    const who = `The program that listens on ${formatEndpoint(address, group.port)}`;
    return { subject: { kind: 'listener', address, port: group.port }, who };
  }
  const localAddress = table.addresses.format(group.localAddress);
  const remoteAddress = table.addresses.format(group.remoteAddress);
  return {
    subject: { kind: 'destination', localAddress, remoteAddress, remotePort: group.remotePort },
    who: `A program that connects to ${formatEndpoint(remoteAddress, group.remotePort)}`,
  };
}

function ownersOf(owners: SocketOwners | undefined, inode: number): Omit<Pile, 'rows'> | undefined {
  const processes = inode === 0 ? undefined : owners?.get(inode);
  const [first] = processes ?? [];
  if (processes === undefined || first === undefined) return undefined;
  const pids = processes.map(({ pid }) => pid);
  return {
    subject: { kind: 'process', name: first.name, pids },
    who: `${first.name} (${pids.length === 1 ? 'process' : 'processes'} ${pids.join(', ')})`,
  };
}

function finding({ subject, who, rows }: Pile, { table }: SocketEvidence): Finding {
  const unread = rows.reduce((sum, row) => sum + (table.receiveQueue[row] ?? 0), 0);
  const unaccepted = rows.filter((row) => table.inode[row] === 0).length;
  const mostlyUnaccepted = unaccepted * 2 > rows.length;
  return {
    rule: id,
    section,
    severity: rows.length >= errorCount ? 'error' : 'warning',
    subject,
    title: `${who}${mostlyUnaccepted ? ' (not yet accepted by the program)' : ''} holds ${countText(rows.length, 'connection')} in CLOSE_WAIT.`,
    explanation:
      'The peer has closed these connections and the program here has not called close(). CLOSE_WAIT has no time limit and no kernel parameter ends it: it lasts until the program closes or ends.',
    evidence: [
      { label: 'Sockets in CLOSE_WAIT', value: numberText(rows.length), source: 'socket table' },
      {
        label: 'Bytes not read (the peer’s FIN counts as one)',
        value: numberText(unread),
        source: 'receive queues',
      },
      { label: 'Not yet accepted', value: numberText(unaccepted), source: 'sockets without an inode' },
    ],
    remedies: mostlyUnaccepted
      ? ['Find out why the program does not call accept(): it is stuck, or has too few workers.']
      : [
          'Find the code path that does not close after the peer did: an error branch, a pool that does not check its connections.',
          'Restart the program to get rid of the present ones; they come back until it is mended.',
        ],
  };
}
