import { livingRows } from '../../model/livingRows.ts';
import type { ProcessInfo } from '../../model/processes.ts';
import { SeededMap } from '../../model/seededMap.ts';
import { TcpState } from '../../model/tcpState.ts';
import type { SocketEvidence } from '../rule.ts';
import { inodesOf } from './piles.ts';

/** A process and those of its sockets that are known. */
export interface Program {
  readonly process: ProcessInfo;
  readonly rows: readonly number[];
}

/** Sockets that tell which processes there are: a sample if there are very many. */
export function sampledInodes({ table }: SocketEvidence): readonly number[] {
  const rows: number[] = [];
  for (const row of livingRows(table)) if (table.inode[row] !== 0) rows.push(row);
  return inodesOf(table, rows);
}

/** The processes that hold sockets, as far as they are known; those with most sockets first. */
export function programsOf({ table, owners }: SocketEvidence): readonly Program[] {
  const programs = new SeededMap<{ readonly process: ProcessInfo; readonly rows: number[] }>();
  if (owners === undefined) return [];
  for (const row of livingRows(table)) {
    const inode = table.inode[row] ?? 0;
    if (inode === 0) continue;
    for (const process of owners.get(inode) ?? []) {
      const known = programs.get(process.pid);
      if (known === undefined) programs.set(process.pid, { process, rows: [row] });
      else known.rows.push(row);
    }
  }
  return [...programs.values()].sort((a, b) => b.rows.length - a.rows.length);
}

/** Connections that wait for accept(): they have no inode yet. By the group of their listener. */
export function unacceptedRows({ table, aggregation }: SocketEvidence, group: number): readonly number[] {
  const rows: number[] = [];
  for (const row of livingRows(table)) {
    if (aggregation.groups.ofRow[row] !== group || table.inode[row] !== 0) continue;
    const state = table.state[row];
    if (state === TcpState.ESTABLISHED || state === TcpState.CLOSE_WAIT) rows.push(row);
  }
  return rows;
}
