import { shownState } from '../../knowledge/socketStates.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { transportOf, type SocketTable } from '../../model/socketTable.ts';
import {
  isTcpState,
  TcpState,
  tcpStateCount,
  tcpStateName,
  tcpStates,
  type TcpStateName,
} from '../../model/tcpState.ts';
import type { Transport } from '../../model/transport.ts';
import { sortByKey } from '../../query/sortByKey.ts';
import type { Emphases } from '../emphases.ts';
import type { SsPart } from '../ss/ssPart.ts';
import type { Facet, GroupFigures, GroupText, Named } from './facet.ts';

/** The states of TCP or UDP sockets, with the table's own column. */
export class StateFacet implements Facet {
  readonly size = tcpStateCount;
  readonly firstOther = tcpStateCount;
  readonly ofRow: Uint8Array;

  readonly #transport: Transport;
  readonly #emphases: Emphases;

  constructor(table: SocketTable, emphases: Emphases) {
    this.ofRow = table.state;
    this.#transport = transportOf(table);
    this.#emphases = emphases;
  }

  named(): Named {
    return 'nothing';
  }

  byName(parts: Uint32Array): Uint32Array {
    return parts.slice().sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  }

  /** The view is about TIME_WAIT. */
  byCount(parts: Uint32Array): Uint32Array {
    return sortByKey(parts, (state) => Number(state !== TcpState.TIME_WAIT));
  }

  key(state: number): string {
    return nameOf(state);
  }

  find(key: string): number | undefined {
    return Object.hasOwn(TcpState, key) ? TcpState[key as TcpStateName] : undefined;
  }

  describe(state: number, { sockets }: GroupFigures): GroupText {
    const known = nameOf(state);
    const { name, meaning } = shownState(known, this.#transport);
    const emphasis = this.#transport === 'tcp' ? this.#emphases.ofState(known) : undefined;
    return {
      kind: 'state',
      label: name,
      description: numberText(sockets),
      tooltip: `${name}: ${countText(sockets, 'socket')}\n${meaning}`,
      accessibilityLabel: `${name}, ${countText(sockets, 'socket')}`,
      ...(emphasis && { emphasis }),
    };
  }

  ss(state: number): SsPart {
    return { kind: 'states', states: tcpStates.filter((known) => known === state) };
  }
}

function nameOf(state: number): TcpStateName {
  return tcpStateName(isTcpState(state) ? state : TcpState.CLOSE);
}
