import { transportOf, type SocketTable } from '../../model/socketTable.ts';
import { TcpState } from '../../model/tcpState.ts';
import type { Condition, SocketFilter } from '../../query/socketFilter.ts';
import { socketEnds } from '../socketEnds.ts';
import { filterParts } from '../ss/filterParts.ts';
import { ssCommand, type SsCommand } from '../ss/ssCommand.ts';
import type { SsPart } from '../ss/ssPart.ts';
import { findSocket } from '../treeIds.ts';
import type { ChosenRows } from './rowTexts.ts';

/** `ss` commands that list the sockets of these rows, or of the whole tree if no rows are given, and what they cannot express, in sentences. */
export function ssCommands(
  { tree, table, ids }: Omit<ChosenRows, 'owners'>,
  filter: SocketFilter,
): { readonly commands: readonly SsCommand[]; readonly notes: readonly string[] } {
  const transport = transportOf(table);
  const { parts: filtered, leftOut } = filterParts(filter);
  if (ids.length === 0) return { commands: [ssCommand(filtered, transport)], notes: leftOut.map(cannot) };
  const commands: SsCommand[] = [];
  const notes = new Set<string>();
  for (const id of ids) {
    const group = tree.group(id);
    const isGroup = id === '' || group !== undefined;
    const parts = isGroup ? tree.ss(id) : partsOfSocket(table, id);
    if (parts !== undefined) {
      commands.push(ssCommand(isGroup ? [...parts, ...filtered] : parts, transport));
      if (isGroup) for (const kind of leftOut) notes.add(cannot(kind));
    } else if (group !== undefined) notes.add(`ss cannot select the sockets below “${group.label}”.`);
  }
  return { commands, notes: [...notes] };
}

function cannot(kind: Condition['kind']): string {
  return `ss cannot select by ${kind}, so the command lists more sockets.`;
}

/** By its endpoints, in any state. */
function partsOfSocket(table: SocketTable, id: string): readonly SsPart[] | undefined {
  const row = findSocket(table, id);
  if (row === undefined) return undefined;
  const { state, local, remote } = socketEnds(table, row);
  return state === TcpState.LISTEN || table.remotePort[row] === 0
    ? [
        { kind: 'states', states: [state] },
        { kind: 'expression', text: `src ${local}` },
      ]
    : [{ kind: 'expression', text: `src ${local} and dst ${remote}` }];
}
