import type { SocketTable } from './socketTable.ts';
import { TcpState } from './tcpState.ts';

const known = new WeakMap<SocketTable['state'], Uint32Array>();

/**
 * The rows that are not in TIME_WAIT, in their order: few of a large table. Only they have a process, queues and retransmissions.
 * Found once for all who ask.
 */
export function livingRows({ state }: Pick<SocketTable, 'state'>): Uint32Array {
  let rows = known.get(state);
  if (rows === undefined) known.set(state, (rows = findLiving(state)));
  return rows;
}

function findLiving(state: SocketTable['state']): Uint32Array {
  let count = 0;
  for (let row = 0; row < state.length; row++) if (state[row] !== TcpState.TIME_WAIT) count++;
  const rows = new Uint32Array(count);
  for (let row = 0, at = 0; at < count; row++) if (state[row] !== TcpState.TIME_WAIT) rows[at++] = row;
  return rows;
}
