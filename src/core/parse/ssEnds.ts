import type { AddressTable } from '../model/addressTable.ts';
import { emptySocketEnd } from '../model/socketEnd.ts';
import { decimal, skipBlanks, skipToken } from './bytes.ts';
import { LineSplitter } from './lineSplitter.ts';
import type { EndListener, SocketEndParser } from './socketEnds.ts';
import { SsEndpoint } from './ssEndpoint.ts';

const decoder = new TextDecoder('utf-8');
const rowPattern = /^\s*(?:tcp\s+)?UNCONN\s/;
/** A connection that failed has no round trip, and `ss` prints no details that are 0. */
const numberAfter = {
  bytesSent: /\bbytes_sent:(\d+)/,
  bytesRetransmitted: /\bbytes_retrans:(\d+)/,
  bytesAcked: /\bbytes_acked:(\d+)/,
  bytesReceived: /\bbytes_received:(\d+)/,
  segmentsOut: /\bsegs_out:(\d+)/,
  segmentsIn: /\bsegs_in:(\d+)/,
  dataSegmentsOut: /\bdata_segs_out:(\d+)/,
  dataSegmentsIn: /\bdata_segs_in:(\d+)/,
  retransmits: /\bretrans:\d+\/(\d+)/,
  roundTripMs: /\brtt:(\d+(?:\.\d+)?)\//,
} as const;

/**
 * Parses what `ss -H -n -t -E -i -O` prints: a line for each socket that ended, with the kernel's counts. Retransmissions in
 * a row are not among them: `retrans` holds those of the whole connection. Source: iproute2 misc/ss.c, tcp_stats_print().
 */
export class SsEndParser implements SocketEndParser {
  readonly #addresses: () => AddressTable;
  readonly #listener: EndListener;
  readonly #end = emptySocketEnd();
  readonly #endpoint = new SsEndpoint();
  readonly #lines = new LineSplitter((bytes, start, end) => {
    const text = decoder.decode(bytes.subarray(start, end));
    if (text.trim() === '' || text.startsWith('State')) return;
    if (text.includes('No buffer space available')) {
      this.#overflows++;
      return;
    }
    if (rowPattern.test(text) && this.#row(bytes, start, end, text)) this.#listener(this.#end);
    else this.#bad++;
  });
  #bad = 0;
  #overflows = 0;

  /** @param addresses the table for the addresses of the next end. */
  constructor(addresses: () => AddressTable, listener: EndListener) {
    this.#addresses = addresses;
    this.#listener = listener;
  }

  get bad(): number {
    return this.#bad + this.#lines.droppedLines;
  }

  /** How often `ss` said that announcements were lost. */
  get overflows(): number {
    return this.#overflows;
  }

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk);
  }

  #row(bytes: Uint8Array, start: number, stop: number, text: string): boolean {
    const words: (readonly [number, number])[] = [];
    for (let at = skipBlanks(bytes, start, stop); at < stop && words.length < 6;) {
      const next = skipToken(bytes, at, stop);
      words.push([at, next]);
      at = skipBlanks(bytes, next, stop);
    }
    // With a first column that names the table, where an old version prints one.
    const [receive, send, local, remote] = words.slice(/^\s*tcp/.test(text) ? 2 : 1);
    if (receive === undefined || send === undefined || local === undefined || remote === undefined)
      return false;
    const end = this.#end;
    const addresses = this.#addresses();
    end.receiveQueue = decimal(bytes, ...receive);
    end.sendQueue = decimal(bytes, ...send);
    if (end.receiveQueue < 0 || end.sendQueue < 0) return false;
    if (!this.#endpoint.read(addresses, bytes, ...local)) return false;
    end.localAddress = this.#endpoint.address;
    end.localPort = this.#endpoint.port;
    if (!this.#endpoint.read(addresses, bytes, ...remote)) return false;
    end.remoteAddress = this.#endpoint.address;
    end.remotePort = this.#endpoint.port;
    const number = (name: keyof typeof numberAfter): number => Number(numberAfter[name].exec(text)?.[1] ?? 0);
    end.bytesSent = number('bytesSent') - number('bytesRetransmitted');
    end.bytesAcked = number('bytesAcked');
    end.bytesReceived = number('bytesReceived');
    end.segmentsOut = number('segmentsOut');
    end.segmentsIn = number('segmentsIn');
    end.dataSegmentsOut = number('dataSegmentsOut');
    end.dataSegmentsIn = number('dataSegmentsIn');
    end.retransmits = number('retransmits');
    end.roundTripUs = Math.round(number('roundTripMs') * 1000);
    end.wasEstablished = /\bminrtt:/.test(text);
    end.unanswered = 0;
    return true;
  }
}
