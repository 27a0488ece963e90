import type { NatPorts } from '../model/natPorts.ts';
import { LineSplitter } from './lineSplitter.ts';

/** Tracked connections by translated address and remote endpoint may be as many as there are connections. */
const mostGroups = 100_000;
const decoder = new TextDecoder('utf-8');

/** The tuple of the first packet, then that of the answers: `src=… dst=… sport=… dport=…` twice. */
const line =
  /^ipv[46]\s+\d+ (tcp|udp)\s.*?\bsrc=([\da-f.:]+) dst=([\da-f.:]+) sport=(\d{1,5}) dport=(\d{1,5})\s.*?\bsrc=[\da-f.:]+ dst=([\da-f.:]+) sport=\d{1,5} dport=(\d{1,5})\s/;

/**
 * Parses `/proc/net/nf_conntrack` for connections whose source was translated: those whose answers go to another endpoint than
 * the one that sent the first packet. Other lines are passed over.
 * Source: net/netfilter/nf_conntrack_standalone.c, ct_seq_show().
 */
export class NfConntrackParser {
  readonly #groups = new Map<string, { -readonly [Key in keyof NatPorts]: NatPorts[Key] }>();
  readonly #lines = new LineSplitter((bytes, start, end) => {
    this.#line(decoder.decode(bytes.subarray(start, end)));
  });

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk);
  }

  /** Most ports first. */
  finish(): readonly NatPorts[] {
    this.#lines.finish();
    return [...this.#groups.values()].sort((a, b) => b.used - a.used);
  }

  #line(text: string): void {
    const [, protocol, source, remoteAddress = '', sourcePort, remotePort, translatedAddress = '', port] =
      line.exec(text) ?? [];
    if (protocol !== 'tcp' && protocol !== 'udp') return;
    if (source === translatedAddress && sourcePort === port) return;
    const key = `${protocol} ${translatedAddress} ${remoteAddress} ${remotePort ?? ''}`;
    const number = Number(port);
    const group = this.#groups.get(key);
    if (group !== undefined) {
      group.used++;
      group.low = Math.min(group.low, number);
      group.high = Math.max(group.high, number);
    } else if (this.#groups.size < mostGroups) {
      const ends = { protocol, translatedAddress, remoteAddress, remotePort: Number(remotePort) } as const;
      this.#groups.set(key, { ...ends, used: 1, low: number, high: number });
    }
  }
}
