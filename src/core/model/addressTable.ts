import ipaddr from 'ipaddr.js';
import { TupleIndex } from './tupleIndex.ts';

export type AddressFamily = 4 | 6;

const latelySize = 256;

/** An interned address: a number that is only meaningful together with its `AddressTable`. */
export type AddressId = number;

/**
 * Interned IP addresses as four 32-bit words in network order. An IPv4 address is kept in its v4-mapped form
 * (`::ffff:a.b.c.d`): an IPv6 socket that talks IPv4 shares its four-tuples with IPv4 sockets in the kernel's hash,
 * so the two must be one address here. The socket's family determines how the address is written.
 */
export class AddressTable {
  readonly #index = new TupleIndex(4);
  /** IPv4 addresses that were taken lately, and their ids: nearly all sockets of a busy host share theirs with others. */
  readonly #lately = { words: new Uint32Array(latelySize), ids: new Int32Array(latelySize).fill(-1) };

  get size(): number {
    return this.#index.size;
  }

  /** Takes the four words of an IPv6 address, most significant first. */
  intern(word0: number, word1: number, word2: number, word3: number): AddressId {
    return this.#index.add(word0, word1, word2, word3);
  }

  /** Takes an IPv4 address as one word, most significant byte first: 127.0.0.1 is 0x7f000001. */
  internIPv4(word: number): AddressId {
    const { words, ids } = this.#lately;
    const at = (word ^ (word >>> 8)) & (latelySize - 1);
    const known = ids[at] ?? -1;
    if (known >= 0 && words[at] === word >>> 0) return known;
    words[at] = word;
    return (ids[at] = this.#index.add(0, 0, 0xffff, word));
  }

  /** The id of an address by its words; -1 if the table does not contain it. */
  find(word0: number, word1: number, word2: number, word3: number): AddressId {
    return this.#index.get(word0, word1, word2, word3);
  }

  /** Word `position` (0 to 3) of an address, unsigned. */
  word(id: AddressId, position: number): number {
    return this.#index.word(id, position);
  }

  /** 0.0.0.0, :: or ::ffff:0.0.0.0: an address that stands for all local addresses. */
  isWildcard(id: AddressId): boolean {
    const noPrefix = this.word(id, 0) === 0 && this.word(id, 1) === 0 && this.word(id, 3) === 0;
    return noPrefix && (this.word(id, 2) === 0 || this.word(id, 2) === 0xffff);
  }

  isIPv4(id: AddressId): boolean {
    return this.word(id, 0) === 0 && this.word(id, 1) === 0 && this.word(id, 2) === 0xffff;
  }

  /**
   * 127.0.0.0/8, also v4-mapped, and ::1: the addresses that `tcp_tw_reuse = 2` treats as loopback.
   * Source: net/ipv4/tcp_ipv4.c, tcp_twsk_unique().
   */
  isLoopback(id: AddressId): boolean {
    if (this.isIPv4(id)) return this.word(id, 3) >>> 24 === 127;
    return (
      this.word(id, 0) === 0 && this.word(id, 1) === 0 && this.word(id, 2) === 0 && this.word(id, 3) === 1
    );
  }

  /** `127.0.0.1`, `::1` or, when asked for the form of an IPv6 socket that talks IPv4, `::ffff:127.0.0.1`. */
  format(id: AddressId, family: AddressFamily = 4): string {
    const text = addressText([0, 1, 2, 3].map((position) => this.word(id, position)));
    return family === 6 && this.isIPv4(id) ? `::ffff:${text}` : text;
  }
}

/** An address as text, of its four words; an IPv4 address in its mapped form as `127.0.0.1`. */
export function addressText(words: readonly number[]): string {
  const [word0, word1, word2, word3 = 0] = words;
  if (word0 === 0 && word1 === 0 && word2 === 0xffff) return formatIPv4(word3);
  return new ipaddr.IPv6(words.flatMap((word) => [word >>> 16, word & 0xffff])).toRFC5952String();
}

function formatIPv4(word: number): string {
  return `${String(word >>> 24)}.${String((word >>> 16) & 255)}.${String((word >>> 8) & 255)}.${String(word & 255)}`;
}
