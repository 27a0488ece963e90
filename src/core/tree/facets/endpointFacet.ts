import type { Aggregation } from '../../aggregate/aggregation.ts';
import type { SocketGroup, SocketGroups } from '../../aggregate/socketGroups.ts';
import type { AddressId, AddressTable } from '../../model/addressTable.ts';
import type { Subject } from '../../model/finding.ts';
import type { SocketTable } from '../../model/socketTable.ts';
import type { RowSorter } from '../../query/rowSorter.ts';
import { sortByKey } from '../../query/sortByKey.ts';
import { destinationExpression, listenerExpression } from '../ss/endpointExpressions.ts';
import type { Emphases } from '../emphases.ts';
import type { SsPart } from '../ss/ssPart.ts';
import { addressKey, findAddress } from './addressKey.ts';
import { destinationGroupText, listenerGroupText } from './endpointGroupText.ts';
import type { Facet, GroupFigures, GroupText, Named } from './facet.ts';

/** Destinations and listeners, as grouped by the aggregation. */
export class EndpointFacet implements Facet {
  readonly size: number;
  readonly firstOther: number;
  readonly ofRow: Uint32Array;
  readonly groups: SocketGroups;
  readonly #table: SocketTable;
  readonly #aggregation: Aggregation;
  readonly #sorter: RowSorter;
  readonly #emphases: Emphases;
  /** Share of the ports in use, by destination. */
  readonly #shares: ReadonlyMap<number, number>;

  constructor(table: SocketTable, aggregation: Aggregation, sorter: RowSorter, emphases: Emphases) {
    this.groups = aggregation.groups;
    this.size = this.firstOther = aggregation.groups.size;
    this.ofRow = aggregation.groups.ofRow;
    this.#table = table;
    this.#aggregation = aggregation;
    this.#sorter = sorter;
    this.#emphases = emphases;
    this.#shares = new Map(
      aggregation.destinations.flatMap(({ group, used, usable = 0 }) =>
        usable <= 0 ? [] : [[group, used / usable] as const],
      ),
    );
  }

  named(group: number): Named {
    return this.groups.get(group).kind === 'listener' ? 'local' : 'remote';
  }

  byName(groups: Uint32Array): Uint32Array {
    const byLocal = sortByKey(groups, (group) => this.#sorter.rank(localOf(this.groups.get(group))));
    const byPort = sortByKey(byLocal, (group) => shownEnd(this.groups.get(group)).port);
    return sortByKey(byPort, (group) => this.#sorter.rank(shownEnd(this.groups.get(group)).address));
  }

  key(group: number): string {
    const of = this.groups.get(group);
    const { addresses } = this.#table;
    if (of.kind === 'listener') return ['l', addressKey(addresses, of.address), of.port].join(':');
    const ends = [of.localAddress, of.remoteAddress].map((address) => addressKey(addresses, address));
    return ['d', ...ends, of.remotePort].join(':');
  }

  find(key: string): number | undefined {
    const [kind, ...parts] = key.split(':');
    const port = Number(parts.pop());
    const [first = -1, second = -1] = parts.map((part) => findAddress(this.#table.addresses, part));
    if (kind === 'l') return first < 0 ? undefined : this.groups.findListener(first, port);
    return first < 0 || second < 0 ? undefined : this.groups.findDestination(first, second, port);
  }

  describe(group: number, figures: GroupFigures): GroupText {
    const of = this.groups.get(group);
    const { addresses } = this.#table;
    const text =
      of.kind === 'listener'
        ? listenerGroupText(addresses, of, figures)
        : destinationGroupText(addresses, of, figures, this.#shares.get(group));
    const emphasis = this.#emphases.of(subjectOf(addresses, of), figures.state);
    return { ...text, ...(emphasis && { emphasis }) };
  }

  ss(group: number): SsPart {
    const of = this.groups.get(group);
    const { addresses } = this.#table;
    const text =
      of.kind === 'listener'
        ? listenerExpression(addresses, of, this.#aggregation.listeners)
        : destinationExpression(addresses, of);
    return { kind: 'expression', text };
  }
}

function subjectOf(addresses: AddressTable, of: SocketGroup): Subject {
  if (of.kind === 'listener')
    return { kind: 'listener', address: addresses.format(of.address), port: of.port };
  const [localAddress, remoteAddress] = [
    addresses.format(of.localAddress),
    addresses.format(of.remoteAddress),
  ];
  return { kind: 'destination', localAddress, remoteAddress, remotePort: of.remotePort };
}

function shownEnd(of: SocketGroup): { readonly address: AddressId; readonly port: number } {
  return of.kind === 'listener' ? of : { address: of.remoteAddress, port: of.remotePort };
}

function localOf(of: SocketGroup): AddressId {
  return of.kind === 'listener' ? of.address : of.localAddress;
}
