/** Looks without a word of a local port after which it may belong to another connection. */
const quietLooks = 4;
/** Looks after which it is begun anew even if it is used all the time. */
const mostLooks = 40;
/** About 10 MB. Beyond, those that were used longest ago are forgotten. */
const mostKnown = 20_000;
const none: ReadonlyMap<number, number> = new Map();

/** What is known of the connections from one local port to one address. */
interface Known {
  readonly address: string;
  /** How many this host reset with an unknown port. */
  resets: number;
  /** By port of the address: the ends there that met a reset, without those whose own end is known. */
  readonly others: Map<number, number>;
  /** By port: how many of the resets count there. */
  placed: ReadonlyMap<number, number>;
  readonly sinceLook: number;
  look: number;
}

/** Moves connections from the unknown port of an address to a known one, or back if there are fewer than none. */
export type Move = (address: string, port: number, count: number) => boolean;

/**
 * Finds where connections went that this host reset: the kernel has forgotten the port in their own event, but if their other
 * end is on this host, too, its event names both ports. Events come in any order, and some late, so nothing is concluded from
 * one of them: where a connection counts follows from all that is known of its local port, and changes with it.
 */
export class ForgottenPorts {
  /** By local port and the peer's address; those that were used longest ago come first. */
  readonly #known = new Map<string, Known>();
  #look = 0;

  /** A connection that this host reset, to a port that is not known. */
  reset(localPort: number, address: string): void {
    this.#of(localPort, address).resets++;
  }

  /** The end at a port of an address, connected to a local port, met a reset. */
  otherEnd(localPort: number, address: string, port: number): void {
    this.#add(localPort, address, port, 1);
  }

  /** The end at a local port, connected to a port that is known, did not end well: its other end is of no other connection. */
  ownEnd(localPort: number, address: string, port: number): void {
    this.#add(localPort, address, port, -1);
  }

  /** Moves what the events since the last call have told of. To be called once for each look. */
  place(move: Move): void {
    for (const known of this.#usedNow()) {
      const { address, placed } = known;
      const wanted = placesOf(known);
      const now = new Map<number, number>();
      for (const port of new Set([...placed.keys(), ...wanted.keys()])) {
        const before = placed.get(port) ?? 0;
        const after = wanted.get(port) ?? 0;
        const isMoved = before === after || move(address, port, after - before);
        now.set(port, isMoved ? after : before);
      }
      known.placed = now;
    }
    this.#look++;
    for (const [key, { look }] of this.#known) {
      if (this.#look - look <= quietLooks) break;
      this.#known.delete(key);
    }
  }

  #add(localPort: number, address: string, port: number, count: number): void {
    const { others } = this.#of(localPort, address);
    others.set(port, (others.get(port) ?? 0) + count);
  }

  #of(localPort: number, address: string): Known {
    const key = `${String(localPort)} ${address}`;
    let known = this.#known.get(key);
    if (known?.look === this.#look) return known;
    this.#known.delete(key);
    if (known === undefined || this.#look - known.sinceLook > mostLooks)
      known = { address, resets: 0, others: new Map(), placed: none, sinceLook: this.#look, look: 0 };
    known.look = this.#look;
    this.#known.set(key, known);
    if (this.#known.size > mostKnown) this.#forgetOldest();
    return known;
  }

  #forgetOldest(): void {
    for (const key of this.#known.keys()) {
      this.#known.delete(key);
      return;
    }
  }

  #usedNow(): readonly Known[] {
    return [...this.#known.values()].filter(({ look }) => look === this.#look);
  }
}

/** Connections to several ports can share a local port: if there are more candidates than resets, which ones it were is not known. */
function placesOf({ resets, others }: Known): ReadonlyMap<number, number> {
  const candidates = [...others].filter(([, count]) => count > 0);
  const sum = candidates.reduce((total, [, count]) => total + count, 0);
  return sum > 0 && sum <= resets ? new Map(candidates) : none;
}
