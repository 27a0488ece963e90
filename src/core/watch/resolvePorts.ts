import type { AddressId } from '../model/addressTable.ts';
import { inSteps } from '../model/inSteps.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { TcpState } from '../model/tcpState.ts';
import { kindNumbers } from './connectionKind.ts';
import type { EndBatch } from './endBatch.ts';
import { Translator } from './translator.ts';

/**
 * Finds the peer's port where the kernel had forgotten it, in what the table showed before of the same local port and the
 * same address. Connections to several ports can share a local port: if there are more candidates than ends, it is not
 * known which ones ended. A port that was never had belongs to no connection.
 * @param before the sockets at the look before the ends; @param after those at the look after them.
 */
export function resolvePorts(
  batch: EndBatch,
  before: SocketTable | undefined,
  after: SocketTable | undefined,
): void {
  const open = new OpenEnds(batch);
  if (before === undefined || open.isEmpty) return;
  open.match(before, ({ isReset, candidates }, port, state) => {
    const couldEndSo = isReset
      ? state !== TcpState.SYN_SENT && state !== TcpState.TIME_WAIT
      : state === TcpState.SYN_SENT;
    if (couldEndSo) candidates.add(port);
  });
  // What is alive has not ended, and what ended with its port is another end.
  const exclude = ({ candidates }: Open, port: number): void => {
    candidates.delete(port);
  };
  if (after !== undefined) open.match(after, exclude);
  open.matchEnds(exclude);
  const { remotePort } = batch.columns;
  for (const { rows, candidates } of open.all())
    if (candidates.size <= rows.length)
      for (const [at, port] of [...candidates].entries()) remotePort[rows[at] ?? 0] = port;
}

/** Ends without the peer's port that have local port and peer's address in common, and ended in the same way. */
interface Open {
  readonly isReset: boolean;
  readonly rows: number[];
  readonly candidates: Set<number>;
}

/** Those of a batch. */
class OpenEnds {
  readonly #batch: EndBatch;
  /** By local port and peer's address: a server that resets many has all of them at one port. At most two each. */
  readonly #byPort = new Map<number, Map<AddressId, Open[]>>();

  constructor(batch: EndBatch) {
    this.#batch = batch;
    inSteps(batch.length, (from, to) => {
      this.#add(from, to);
    });
  }

  #add(from: number, to: number): void {
    const { localPort, remoteAddress, remotePort, kindOfClient } = this.#batch.columns;
    for (let row = from; row < to; row++) {
      const kind = kindOfClient[row];
      if (remotePort[row] !== 0 || kind === kindNumbers.noLocalPort) continue;
      const address = remoteAddress[row] ?? 0;
      const isReset = kind === kindNumbers.resetByUs;
      const port = localPort[row] ?? 0;
      const same = this.#made(port, address);
      const known = same.find((one) => one.isReset === isReset);
      if (known !== undefined) known.rows.push(row);
      else same.push({ isReset, rows: [row], candidates: new Set() });
    }
  }

  get isEmpty(): boolean {
    return this.#byPort.size === 0;
  }

  all(): readonly Open[] {
    return [...this.#byPort.values()].flatMap((ofPort) => [...ofPort.values()].flat());
  }

  /** Calls with each that has the local port and the peer's address of a socket of a table, and that socket's peer's port and state. */
  match(table: SocketTable, visit: (open: Open, port: number, state: number) => void): void {
    const translator = new Translator(table.addresses, this.#batch.addresses);
    for (let row = 0; row < table.length; row++) {
      const port = table.remotePort[row] ?? 0;
      const ofPort = port === 0 ? undefined : this.#byPort.get(table.localPort[row] ?? 0);
      if (ofPort === undefined) continue;
      for (const open of ofPort.get(translator.get(table.remoteAddress[row] ?? 0)) ?? [])
        visit(open, port, table.state[row] ?? 0);
    }
  }

  /** The same with each end of the batch that has its peer's port. */
  matchEnds(visit: (open: Open, port: number) => void): void {
    const { localPort, remoteAddress, remotePort } = this.#batch.columns;
    for (let row = 0; row < this.#batch.length; row++) {
      const port = remotePort[row] ?? 0;
      const ofPort = port === 0 ? undefined : this.#byPort.get(localPort[row] ?? 0);
      for (const open of ofPort?.get(remoteAddress[row] ?? 0) ?? []) visit(open, port);
    }
  }

  #made(port: number, address: AddressId): Open[] {
    const ofPort = this.#byPort.get(port) ?? new Map<AddressId, Open[]>();
    this.#byPort.set(port, ofPort);
    const made = ofPort.get(address) ?? [];
    ofPort.set(address, made);
    return made;
  }
}
