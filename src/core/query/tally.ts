import { inSteps } from '../model/inSteps.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { TcpState } from '../model/tcpState.ts';
import type { Division } from './division.ts';
import { isWithin, type Within } from './rowsWithin.ts';
import { sortByKey } from './sortByKey.ts';

/** Counts for the parts of a division, by part number. */
export interface Tally {
  readonly sockets: Uint32Array;
  readonly timeWait: Uint32Array;
  /** Bit `1 << state` is set if a socket is in that state. */
  readonly states: Uint16Array;
  /** The parts that have sockets, largest first. */
  readonly parts: Uint32Array;
}

/** Counts the parts in one pass over the columns. */
export function tally(table: SocketTable, { size, ofRow }: Division, within: Within): Tally {
  const sockets = new Uint32Array(size);
  const timeWait = new Uint32Array(size);
  const states = new Uint16Array(size);
  inSteps(table.length, (from, to) => {
    for (let row = from; row < to; row++) {
      if (!isWithin(within, row)) continue;
      const part = ofRow[row] ?? 0;
      const state = table.state[row] ?? 0;
      sockets[part] = (sockets[part] ?? 0) + 1;
      states[part] = (states[part] ?? 0) | (1 << state);
      if (state === TcpState.TIME_WAIT) timeWait[part] = (timeWait[part] ?? 0) + 1;
    }
  });
  return { sockets, timeWait, states, parts: mostFirst(sockets) };
}

function mostFirst(sockets: Uint32Array): Uint32Array {
  const parts = new Uint32Array(sockets.length);
  let count = 0;
  for (let part = 0; part < sockets.length; part++) if ((sockets[part] ?? 0) > 0) parts[count++] = part;
  return sortByKey(parts.subarray(0, count), (part) => 0xffff_ffff - (sockets[part] ?? 0));
}
