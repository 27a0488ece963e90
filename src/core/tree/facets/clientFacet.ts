import type { Aggregation } from '../../aggregate/aggregation.ts';
import { formatAddress } from '../../model/endpoint.ts';
import type { SocketTable } from '../../model/socketTable.ts';
import { TcpState } from '../../model/tcpState.ts';
import { TupleIndex } from '../../model/tupleIndex.ts';
import type { RowSorter } from '../../query/rowSorter.ts';
import { sortByKey } from '../../query/sortByKey.ts';
import type { SsPart } from '../ss/ssPart.ts';
import { addressKey, findAddress } from './addressKey.ts';
import type { Facet, GroupFigures, GroupText, Named } from './facet.ts';
import { figuresSentence, figuresText } from './figuresText.ts';
import { otherText } from './otherText.ts';

/**
 * Remote addresses by the listening port that they connect to, as in the report: the ports of one address (perhaps of
 * many machines behind a NAT router) are limited separately for each of our ports.
 */
export class ClientFacet implements Facet {
  readonly size: number;
  readonly firstOther: number;
  readonly ofRow: Uint32Array;
  readonly #table: SocketTable;
  readonly #sorter: RowSorter;
  readonly #clients = new TupleIndex(3);

  constructor(table: SocketTable, { groups }: Aggregation, sorter: RowSorter) {
    this.#table = table;
    this.#sorter = sorter;
    const isListener = Uint8Array.from({ length: groups.size }, (_, group) =>
      Number(groups.get(group).kind === 'listener'),
    );
    this.ofRow = new Uint32Array(table.length);
    const isClient = (row: number): boolean =>
      table.state[row] !== TcpState.LISTEN && isListener[groups.ofRow[row] ?? 0] === 1;
    for (let row = 0; row < table.length; row++)
      if (isClient(row))
        this.ofRow[row] = this.#clients.add(table.remoteAddress[row] ?? 0, table.localPort[row] ?? 0, 0);
    this.firstOther = this.#clients.size;
    this.size = this.#clients.size + 1;
    for (let row = 0; row < table.length; row++) if (!isClient(row)) this.ofRow[row] = this.firstOther;
  }

  named(part: number): Named {
    return part < this.firstOther ? 'local' : 'nothing';
  }

  byName(parts: Uint32Array): Uint32Array {
    const byPort = sortByKey(parts, (part) => this.#port(part));
    return sortByKey(byPort, (part) => this.#sorter.rank(this.#address(part)));
  }

  key(part: number): string {
    if (part >= this.firstOther) return 'other';
    return ['c', addressKey(this.#table.addresses, this.#address(part)), this.#port(part)].join(':');
  }

  find(key: string): number | undefined {
    if (key === 'other') return this.firstOther;
    const [, address = '', port] = key.split(':');
    const id = findAddress(this.#table.addresses, address);
    return id < 0 ? undefined : this.#clients.get(id, Number(port), 0);
  }

  describe(part: number, figures: GroupFigures): GroupText {
    if (part >= this.firstOther)
      return otherText(
        'Not from a client',
        'Listening sockets, and connections that this host opened.',
        figures,
      );
    const address = this.#table.addresses.format(this.#address(part));
    const port = String(this.#port(part));
    return {
      kind: 'client',
      label: `${address} → :${port}`,
      remote: address,
      description: figuresText(figures),
      tooltip: `${figuresSentence(figures)}, connected from ${address} to port ${port} of this host.`,
      accessibilityLabel: `Client ${address} at port ${port}, ${figuresSentence(figures)}`,
    };
  }

  ss(part: number): SsPart | undefined {
    if (part >= this.firstOther) return undefined;
    const address = formatAddress(this.#table.addresses.format(this.#address(part)));
    return { kind: 'expression', text: `dst ${address} and sport = :${String(this.#port(part))}` };
  }

  #address(part: number): number {
    return this.#clients.word(part, 0);
  }

  #port(part: number): number {
    return this.#clients.word(part, 1);
  }
}
