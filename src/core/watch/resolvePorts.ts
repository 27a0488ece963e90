import type { SocketTable } from '../model/socketTable.ts';
import { TcpState } from '../model/tcpState.ts';
import { kindNumbers } from './connectionKind.ts';
import type { EndBatch } from './endBatch.ts';
import { Translator } from './translator.ts';

/**
 * Finds the peer's port where the kernel had forgotten it: in what the table showed before of the same local port, or, where
 * both ends are on this host, in the other end's event. Connections to several destinations can share a local port, so a
 * port is found only if there is one candidate. A port that was never had belongs to no connection.
 * @param before the sockets at the look before the ends; @param after those at the look after them.
 */
export function resolvePorts(
  batch: EndBatch,
  before: SocketTable | undefined,
  after: SocketTable | undefined,
): void {
  const { localPort, remoteAddress, remotePort, localAddress, kindOfClient, kindOfServer } = batch.columns;
  const open = new OpenRows(batch);
  if (open.isEmpty) return;
  const alive = new Set<string>();
  if (after !== undefined)
    open.match(batch, after, (row, tableRow) =>
      alive.add(`${String(row)} ${String(after.remotePort[tableRow])}`),
    );
  if (before !== undefined)
    open.match(batch, before, (row, tableRow) => {
      const port = before.remotePort[tableRow] ?? 0;
      const isReset = kindOfClient[row] === kindNumbers.resetByUs;
      const state = before.state[tableRow] ?? 0;
      const couldEndSo = isReset
        ? state !== TcpState.SYN_SENT && state !== TcpState.TIME_WAIT
        : state === TcpState.SYN_SENT;
      if (couldEndSo && !alive.has(`${String(row)} ${String(port)}`)) open.suggest(row, port);
    });
  for (let other = 0; other < batch.length; other++) {
    const row = open.get(remotePort[other] ?? 0);
    if (row === undefined || kindOfClient[row] !== kindNumbers.resetByUs) continue;
    // Who gets a reset does not end well itself.
    const end = kindOfServer[other];
    const isReset = end === kindNumbers.resetByPeer || end === kindNumbers.resetByUs;
    if (isReset && remoteAddress[row] === localAddress[other]) open.suggest(row, localPort[other] ?? 0);
  }
  for (const [row, port] of open.found) if (port > 0) remotePort[row] = port;
}

/** Rows without the peer's port, by their local port. */
class OpenRows {
  /** -1 where several have the same local port: a listening socket's, or one that was used again. */
  readonly #rows = new Map<number, number>();
  /** -1 if there are several candidates. */
  readonly found = new Map<number, number>();

  constructor({ columns: { localPort, remotePort, kindOfClient }, length }: EndBatch) {
    for (let row = 0; row < length; row++) {
      const port = localPort[row] ?? 0;
      const isOpen = remotePort[row] === 0 && kindOfClient[row] !== kindNumbers.noLocalPort;
      if (isOpen) this.#rows.set(port, this.#rows.has(port) ? -1 : row);
    }
  }

  get isEmpty(): boolean {
    return this.#rows.size === 0;
  }

  get(port: number): number | undefined {
    const row = this.#rows.get(port);
    return row === -1 ? undefined : row;
  }

  /** Calls with each row whose local port and peer's address a socket of a table has, and that socket's row. */
  match(batch: EndBatch, table: SocketTable, visit: (row: number, tableRow: number) => void): void {
    const translator = new Translator(table.addresses, batch.addresses);
    for (let tableRow = 0; tableRow < table.length; tableRow++) {
      const row = this.get(table.localPort[tableRow] ?? 0);
      if (row === undefined || table.remotePort[tableRow] === 0) continue;
      const peer = translator.get(table.remoteAddress[tableRow] ?? 0);
      if (batch.columns.remoteAddress[row] === peer) visit(row, tableRow);
    }
  }

  suggest(row: number, port: number): void {
    const known = this.found.get(row);
    this.found.set(row, known === undefined || known === port ? port : -1);
  }
}
