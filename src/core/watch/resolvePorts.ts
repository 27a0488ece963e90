import type { SocketTable } from '../model/socketTable.ts';
import { kindNumbers } from './connectionKind.ts';
import type { EndBatch } from './endBatch.ts';
import { translator } from './tupleMatcher.ts';

/**
 * Finds the peer's port where the kernel had forgotten it: in what the socket table showed of the same local port, or,
 * where both ends are on this host, in the other end's event. A port that was never had belongs to no connection.
 */
export function resolvePorts(batch: EndBatch, tables: readonly SocketTable[]): void {
  const { localPort, remoteAddress, remotePort, localAddress, kindOfClient } = batch.columns;
  const open = new Map<number, number[]>();
  for (let row = 0; row < batch.length; row++) {
    const isOpen = remotePort[row] === 0 && kindOfClient[row] !== kindNumbers.noLocalPort;
    if (!isOpen) continue;
    const port = localPort[row] ?? 0;
    const rows = open.get(port);
    if (rows === undefined) open.set(port, [row]);
    else rows.push(row);
  }
  if (open.size === 0) return;
  const settle = (port: number, peer: number, peerPort: number): void => {
    const rows = open.get(port);
    if (rows === undefined || peerPort === 0) return;
    // A local port with several ends is a listening socket's, or was used again: nobody knows which is whose.
    const [row] = rows;
    if (rows.length === 1 && row !== undefined && remoteAddress[row] === peer) remotePort[row] = peerPort;
  };
  for (const table of tables) {
    const translate = translator(table.addresses, batch.addresses);
    for (let row = 0; row < table.length; row++) {
      const port = table.localPort[row] ?? 0;
      if (open.has(port)) settle(port, translate(table.remoteAddress[row] ?? 0), table.remotePort[row] ?? 0);
    }
  }
  for (let row = 0; row < batch.length; row++) {
    const port = remotePort[row] ?? 0;
    if (port > 0 && open.has(port)) settle(port, localAddress[row] ?? 0, localPort[row] ?? 0);
  }
}
