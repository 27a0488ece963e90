import type { Subject } from '../../model/finding.ts';
import type { ProcessInfo, SocketOwners } from '../../model/processes.ts';
import { SeededMap } from '../../model/seededMap.ts';
import type { UdpSocket } from '../../model/udpSocket.ts';
import { processesText } from './piles.ts';

/** A program that holds UDP sockets. */
export interface UdpHolder {
  readonly who: string;
  readonly subject: Subject;
  readonly count: number;
}

/** The programs that hold these sockets, as far as they are known; most sockets first. */
export function udpHolders(
  sockets: readonly UdpSocket[],
  owners: SocketOwners | undefined,
): readonly UdpHolder[] {
  const byName = new Map<string, { readonly processes: SeededMap<ProcessInfo>; count: number }>();
  for (const { inode } of sockets) {
    const processes = owners?.get(inode) ?? [];
    const [first] = processes;
    if (first === undefined) continue;
    const known = byName.get(first.name) ?? { processes: new SeededMap<ProcessInfo>(), count: 0 };
    byName.set(first.name, known);
    known.count++;
    for (const process of processes) known.processes.set(process.pid, process);
  }
  return [...byName]
    .map(([name, { processes, count }]) => {
      const all = [...processes.values()].sort((a, b) => a.pid - b.pid);
      const pids = all.map(({ pid }) => pid);
      return { who: processesText(all), subject: { kind: 'process' as const, name, pids }, count };
    })
    .sort((a, b) => b.count - a.count);
}
