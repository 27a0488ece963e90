import type { ProcessInfo, SocketOwners } from '../../model/processes.ts';
import { SeededMap } from '../../model/seededMap.ts';
import type { SocketTable } from '../../model/socketTable.ts';
import type { Kin } from './kin.ts';

const mostNamed = 3;

/** A guess, worded as such, at the owner of the socket, and the reason. */
export function probableOwner(table: SocketTable, kin: Kin, owners: SocketOwners | undefined): string {
  const processes = new SeededMap<ProcessInfo>();
  for (const row of kin.rows)
    for (const process of owners?.get(table.inode[row] ?? 0) ?? []) processes.set(process.pid, process);
  const [first, ...more] = namesOf([...processes.values()]);
  if (first === undefined) return `The owner cannot be determined: ${nobody(kin)}.`;
  if (more.length === 0) return `Probably ${first}, which ${reason(kin)}.`;
  const named = [first, ...more].slice(0, mostNamed);
  const others = more.length + 1 - named.length;
  const rest = others === 0 ? '' : ` or ${String(others)} more`;
  return `Possibly ${named.join(' or ')}${rest}, each of which ${reason(kin)}.`;
}

/** Processes with the same name count as one answer: a server and its workers. */
function namesOf(processes: readonly ProcessInfo[]): readonly string[] {
  const pidsByName = new Map<string, number[]>();
  for (const { name, pid } of processes) pidsByName.set(name, [...(pidsByName.get(name) ?? []), pid]);
  return [...pidsByName].map(([name, pids]) => {
    const shown = pids.sort((a, b) => a - b).slice(0, mostNamed);
    const more = pids.length > shown.length ? ', …' : '';
    return `${name} (${shown.join(', ')}${more})`;
  });
}

function reason({ kind, endpoint }: Kin): string {
  return kind === 'listener' ? `listens on ${endpoint}` : `has other connections to ${endpoint}`;
}

function nobody({ kind, endpoint }: Kin): string {
  return kind === 'listener'
    ? `no visible process listens on ${endpoint}`
    : `no visible process has another connection to ${endpoint}`;
}
