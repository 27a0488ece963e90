import type { TcpStateName } from '../../model/tcpState.ts';
import type { TreeRow, TreeRowKind } from '../treeRow.ts';

/** A group of sockets in JSON: its description, and the number of sockets in each state. */
export interface GroupJson {
  readonly group: TreeRowKind;
  readonly label: string;
  readonly local?: string;
  readonly remote?: string;
  readonly sockets: number;
  readonly states: Partial<Readonly<Record<TcpStateName, number>>>;
}

export function groupJson(
  { kind, label, local, remote }: TreeRow,
  states: readonly (readonly [TcpStateName, number])[],
): GroupJson {
  return {
    group: kind,
    label,
    ...(local !== undefined && { local }),
    ...(remote !== undefined && { remote }),
    sockets: states.reduce((sum, [, count]) => sum + count, 0),
    states: Object.fromEntries(states),
  };
}
