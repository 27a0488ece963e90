import type { Aggregation } from '../aggregate/aggregation.ts';
import type { SocketOwners } from '../model/processes.ts';
import { transportOf, type SocketTable } from '../model/socketTable.ts';
import { TcpState } from '../model/tcpState.ts';
import type { Grouping, TreeShape } from '../model/treeShape.ts';
import { RowSorter } from '../query/rowSorter.ts';
import type { RowFilter } from '../query/rowsWithin.ts';
import { Emphases } from './emphases.ts';
import { AgeFacet } from './facets/ageFacet.ts';
import { ClientFacet } from './facets/clientFacet.ts';
import { EndpointFacet } from './facets/endpointFacet.ts';
import type { Facet } from './facets/facet.ts';
import { OneKindFacet } from './facets/oneKindFacet.ts';
import { ProcessFacet } from './facets/processFacet.ts';
import { StateFacet } from './facets/stateFacet.ts';
import { SocketTree } from './socketTree.ts';

/** Makes the trees of one inspection. Divisions and sort orders of the table are created once, when they are first needed. */
export class TreeMaker {
  readonly #table: SocketTable;
  readonly #aggregation: Aggregation;
  readonly #emphases: Emphases;
  readonly #sorter: RowSorter;
  readonly #states: StateFacet;
  readonly #endpoints: EndpointFacet;
  readonly #facets = new Map<Grouping, Facet>();

  constructor(table: SocketTable, aggregation: Aggregation, emphases = new Emphases()) {
    this.#table = table;
    this.#aggregation = aggregation;
    this.#emphases = emphases;
    this.#sorter = new RowSorter(table);
    this.#states = new StateFacet(table, emphases);
    this.#endpoints = new EndpointFacet(table, aggregation, this.#sorter, emphases);
  }

  /** UDP sockets are by state, and below it by process or by destination. `owners` of all sockets are needed to group them by process. */
  make({ grouping, sort }: TreeShape, filter?: RowFilter, owners?: SocketOwners): SocketTree {
    const isUdp = transportOf(this.#table) === 'udp';
    return new SocketTree({
      table: this.#table,
      sorter: this.#sorter,
      states: this.#states,
      facet: this.#facet(grouping, owners),
      isStateFirst: grouping === 'state' || isUdp,
      ungrouped: isUdp ? (grouping === 'process' ? undefined : TcpState.CLOSE) : TcpState.LISTEN,
      sort,
      filter,
    });
  }

  #facet(grouping: Grouping, owners: SocketOwners = new Map()): Facet {
    const known = this.#facets.get(grouping);
    if (known !== undefined) return known;
    const facet = this.#newFacet(grouping, owners);
    this.#facets.set(grouping, facet);
    return facet;
  }

  #newFacet(grouping: Grouping, owners: SocketOwners): Facet {
    if (transportOf(this.#table) === 'udp' && grouping !== 'process') return this.#endpoints;
    switch (grouping) {
      case 'state':
        return this.#endpoints;
      case 'destination':
      case 'listener':
        return new OneKindFacet(this.#endpoints, grouping);
      case 'process':
        return new ProcessFacet(this.#table, owners, this.#emphases);
      case 'client':
        return new ClientFacet(this.#table, this.#aggregation, this.#sorter);
      case 'age':
        return new AgeFacet(this.#table, this.#aggregation.reuse.lengthMs);
    }
  }
}
