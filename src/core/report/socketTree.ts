import type { Aggregation } from '../aggregate/aggregation.ts';
import { tcpStateMeanings } from '../knowledge/tcpStates.ts';
import { formatEndpoint } from '../model/addressTable.ts';
import { countText, numberText, percentText } from '../model/numberText.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { TcpState, tcpStateName, tcpStates } from '../model/tcpState.ts';
import { countByGroup, countByState, selectRows, type RowFilter } from '../query/selectRows.ts';
import type { RowParent } from './socketRow.ts';
import { groupId, parseParentId, stateId } from './treeIds.ts';
import type { TreeRow } from './treeRow.ts';

/** Shares from which a destination is marked; the same as the rule's. */
const warningShare = 0.8;
const errorShare = 0.95;
const closeWaitWarning = 50;

/** A page of what is below a row: groups are ready to be drawn, sockets still need their owners. */
export type TreeSelection =
  | { readonly kind: 'groups'; readonly rows: readonly TreeRow[]; readonly total: number }
  | {
      readonly kind: 'sockets';
      readonly parent: RowParent;
      readonly rows: readonly number[];
      readonly total: number;
    };

/** The socket tree of one inspection: state, then destination or listener, then socket; all rows or some. */
export class SocketTree {
  readonly #table: SocketTable;
  readonly #aggregation: Aggregation;
  readonly #filter: RowFilter;
  readonly #countByState: Uint32Array;
  /** Groups of a state are counted once: expanding and paging a tree asks for them again and again. */
  readonly #groupCounts = new Map<TcpState, ReturnType<typeof countByGroup>>();

  /** Ports in use by destination. */
  readonly #usedByGroup: ReadonlyMap<number, number>;

  constructor(table: SocketTable, aggregation: Aggregation, filter?: Uint8Array) {
    this.#table = table;
    this.#aggregation = aggregation;
    this.#filter = filter;
    this.#countByState = filter === undefined ? aggregation.countByState : countByState(table, filter);
    this.#usedByGroup = new Map(aggregation.destinations.map(({ group, used }) => [group, used]));
  }

  /** How many sockets the tree shows. */
  get size(): number {
    return this.#countByState.reduce((sum, count) => sum + count, 0);
  }

  /** The states that have sockets; TIME_WAIT first, then by count. */
  roots(): readonly TreeRow[] {
    const count = (state: TcpState): number => this.#countByState[state] ?? 0;
    return tcpStates
      .filter((state) => count(state) > 0)
      .sort(
        (a, b) => Number(b === TcpState.TIME_WAIT) - Number(a === TcpState.TIME_WAIT) || count(b) - count(a),
      )
      .map((state) => this.#stateRow(state, count(state)));
  }

  /** Undefined where the parent is not in this inspection. */
  select(parent: string, offset: number, limit: number): TreeSelection | undefined {
    const { groups } = this.#aggregation;
    const of = parseParentId(parent, groups, this.#table.addresses);
    if (of === undefined) return undefined;
    if (of.kind === 'group') {
      const page = selectRows(this.#table, groups, of.state, of.group, offset, limit, this.#filter);
      return { kind: 'sockets', parent: { id: parent, kind: groups.get(of.group).kind }, ...page };
    }
    if (of.state === TcpState.LISTEN) {
      return { kind: 'sockets', parent: { id: parent, kind: 'state' }, ...this.#listening(offset, limit) };
    }
    const counts = this.#countsOf(of.state);
    const rows = counts
      .slice(offset, offset + limit)
      .map(({ group, count }) => this.#groupRow(of.state, group, count));
    return { kind: 'groups', rows, total: counts.length };
  }

  #countsOf(state: TcpState): ReturnType<typeof countByGroup> {
    const known = this.#groupCounts.get(state);
    if (known !== undefined) return known;
    const counts = countByGroup(this.#table, this.#aggregation.groups, state, this.#filter);
    this.#groupCounts.set(state, counts);
    return counts;
  }

  #listening(offset: number, limit: number): { rows: readonly number[]; total: number } {
    const port = (row: number): number => this.#table.localPort[row] ?? 0;
    const rows = this.#aggregation.listeners
      .flatMap((listener) => [...listener.rows])
      .filter((row) => this.#filter?.[row] !== 0);
    rows.sort((a, b) => port(a) - port(b) || a - b);
    return { rows: rows.slice(offset, offset + limit), total: rows.length };
  }

  #stateRow(state: TcpState, count: number): TreeRow {
    const name = tcpStateName(state);
    const warns = state === TcpState.CLOSE_WAIT && count >= closeWaitWarning;
    return {
      id: stateId(state),
      kind: 'state',
      state: name,
      label: name,
      description: numberText(count),
      tooltip: `${name}: ${countText(count, 'socket')}\n${tcpStateMeanings[name]}`,
      accessibilityLabel: `${name}, ${countText(count, 'socket')}`,
      children: state === TcpState.LISTEN ? count : this.#countsOf(state).length,
      ...(warns && { emphasis: 'warning' }),
    };
  }

  #groupRow(state: TcpState, group: number, count: number): TreeRow {
    const { groups } = this.#aggregation;
    const { addresses } = this.#table;
    const of = groups.get(group);
    const shared = {
      id: groupId(state, group, groups, addresses),
      kind: of.kind,
      state: tcpStateName(state),
      children: count,
    };
    if (of.kind === 'listener') {
      const endpoint = formatEndpoint(addresses.format(of.address), of.port);
      const tooltip = [
        `${countText(count, 'connection')} in ${shared.state} that came in through ${endpoint}.`,
        ...(state === TcpState.TIME_WAIT ? ['This host closed them first, as the server.'] : []),
      ];
      return {
        ...shared,
        label: endpoint,
        description: numberText(count),
        tooltip: tooltip.join('\n'),
        accessibilityLabel: `Listener ${endpoint}, ${countText(count, 'socket')} in ${shared.state}`,
      };
    }
    const remote = formatEndpoint(addresses.format(of.remoteAddress), of.remotePort);
    const local = addresses.format(of.localAddress);
    const share = this.#share(group);
    const shareText = share === undefined ? '' : ` · ${percentText(share)} of ports`;
    return {
      ...shared,
      label: `→ ${remote}`,
      description: `${numberText(count)} · from ${local}${shareText}`,
      tooltip: this.#destinationTooltip(state, count, local, remote, share),
      accessibilityLabel: `Destination ${remote} from ${local}, ${countText(count, 'socket')} in ${shared.state}${shareText}`,
      ...emphasis(share),
    };
  }

  #destinationTooltip(state: TcpState, count: number, local: string, remote: string, share?: number): string {
    const lines = [`${countText(count, 'connection')} in ${tcpStateName(state)} from ${local} to ${remote}.`];
    if (state === TcpState.TIME_WAIT) lines.push('This host opened and closed them first, as the client.');
    if (share !== undefined) {
      lines.push(`In all states this destination uses ${percentText(share)} of the usable local ports.`);
    }
    return lines.join('\n');
  }

  #share(group: number): number | undefined {
    const { ports } = this.#aggregation;
    const used = this.#usedByGroup.get(group);
    return used === undefined || ports === undefined || ports.usable <= 0 ? undefined : used / ports.usable;
  }
}

function emphasis(share: number | undefined): Pick<TreeRow, 'emphasis'> {
  if (share === undefined || share < warningShare) return {};
  return { emphasis: share >= errorShare ? 'error' : 'warning' };
}
