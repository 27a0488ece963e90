import type { SocketGroup } from '../../aggregate/socketGroups.ts';
import type { SsPart } from '../ss/ssPart.ts';
import type { EndpointFacet } from './endpointFacet.ts';
import type { Facet, GroupFigures, GroupText, Named } from './facet.ts';
import { otherText } from './otherText.ts';

const others: Readonly<Record<SocketGroup['kind'], readonly [string, string]>> = {
  destination: [
    'Not outgoing',
    'Listening sockets and incoming connections, which do not use up local ports.',
  ],
  listener: ['Not incoming', 'Connections opened by this host: no listening socket has their local port.'],
};

/** Only the destinations or only the listeners; all other sockets form the last part. */
export class OneKindFacet implements Facet {
  readonly size: number;
  readonly firstOther: number;
  readonly ofRow: Uint32Array;
  readonly #all: EndpointFacet;
  readonly #kind: SocketGroup['kind'];

  constructor(all: EndpointFacet, kind: SocketGroup['kind']) {
    this.#all = all;
    this.#kind = kind;
    this.firstOther = all.size;
    this.size = all.size + 1;
    const partOf = Uint32Array.from({ length: all.size }, (_, group) =>
      all.groups.get(group).kind === kind ? group : this.firstOther,
    );
    this.ofRow = all.ofRow.map((group) => partOf[group] ?? this.firstOther);
  }

  named(part: number): Named {
    return part < this.firstOther ? this.#all.named(part) : 'nothing';
  }

  byName(parts: Uint32Array): Uint32Array {
    const own = parts.filter((part) => part < this.firstOther);
    const sorted = parts.slice().fill(this.firstOther);
    sorted.set(this.#all.byName(own));
    return sorted;
  }

  key(part: number): string {
    return part < this.firstOther ? this.#all.key(part) : 'other';
  }

  find(key: string): number | undefined {
    return key === 'other' ? this.firstOther : this.#all.find(key);
  }

  describe(part: number, figures: GroupFigures): GroupText {
    if (part < this.firstOther) return this.#all.describe(part, figures);
    const [label, explanation] = others[this.#kind];
    return otherText(label, explanation, figures);
  }

  ss(part: number): SsPart | undefined {
    return part < this.firstOther ? this.#all.ss(part) : undefined;
  }
}
