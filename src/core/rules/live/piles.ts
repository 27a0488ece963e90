import { formatEndpoint } from '../../model/endpoint.ts';
import type { Subject } from '../../model/finding.ts';
import type { SocketOwners } from '../../model/processes.ts';
import type { SocketTable } from '../../model/socketTable.ts';
import type { TcpState } from '../../model/tcpState.ts';
import type { SocketEvidence } from '../rule.ts';

/** Sockets that somebody lets lie about. */
export interface Pile {
  readonly subject: Subject;
  /** Who does, as the beginning of a sentence. */
  readonly who: string;
  readonly rows: readonly number[];
}

export function rowsInState(table: SocketTable, state: TcpState): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < table.length; row++) if (table.state[row] === state) rows.push(row);
  return rows;
}

/** By process where it is known, else by the listener or destination; biggest first. */
export function pilesOf(sockets: SocketEvidence, rows: readonly number[]): readonly Pile[] {
  const byKey = new Map<string, Pile & { readonly rows: number[] }>();
  for (const row of rows) {
    const pile = pileOf(sockets, row);
    const key = JSON.stringify(pile.subject);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { ...pile, rows: [row] });
    else known.rows.push(row);
  }
  return [...byKey.values()].sort((a, b) => b.rows.length - a.rows.length);
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
