import type { SocketTable } from '../socketTable.ts';

/** The numeric columns of a table, and the largest value of each. */
export const columnLimits = {
  family: 6,
  state: 11,
  localAddress: 0xffffffff,
  localPort: 0xffff,
  remoteAddress: 0xffffffff,
  remotePort: 0xffff,
  receiveQueue: 0xffffffff,
  sendQueue: 0xffffffff,
  timer: 5,
  timerMs: 0xffffffff,
  retransmits: 0xff,
  uid: 0xffffffff,
  inode: 0xffffffff,
  acceptQueueLimit: 0xffffffff,
} as const satisfies Record<keyof Omit<SocketTable, 'length' | 'addresses'>, number>;

export type ColumnName = keyof typeof columnLimits;

export const columnNames = Object.keys(columnLimits) as readonly ColumnName[];
