import { AddressTable } from '../model/addressTable.ts';
import type { ByteOrder } from '../model/hostFacts.ts';
import { keepCompiled } from '../model/keepCompiled.ts';
import { emptySocketEnd, type SocketEnd } from '../model/socketEnd.ts';
import { InetDiagAt as At, inetDiagMessageSize as messageSize, infoAttribute } from './inetDiagMessage.ts';
import { NetlinkMessages, NetlinkType } from './netlink.ts';

/** Reads what a source of ends gives, piece by piece. Never throws. */
export interface SocketEndParser {
  push(chunk: Uint8Array): void;
  /** Messages or lines that could not be read. */
  readonly bad: number;
}

/** Takes each end. The record is valid during the call. */
export type EndListener = (end: Readonly<SocketEnd>) => void;

const inet = 2;
/** The attribute's number without its flags, include/uapi/linux/netlink.h. */
const attributeMask = 0x3fff;
/** Of `struct tcp_info`, include/uapi/linux/tcp.h: what Linux 4.19 and later have. */
const infoSize = 216;
const InfoAt = {
  retransmitsInARow: 2,
  roundTrip: 68,
  totalRetransmits: 100,
  bytesAcked: 120,
  bytesReceived: 128,
  segmentsOut: 136,
  segmentsIn: 140,
  smallestRoundTrip: 148,
  dataSegmentsIn: 152,
  dataSegmentsOut: 156,
  bytesSent: 200,
  bytesRetransmitted: 208,
} as const;
/** No round trip was measured yet (net/ipv4/tcp_input.c, tcp_update_rtt_min()). */
const never = 0xffffffff;

/**
 * Parses messages of the groups `SKNLGRP_INET_TCP_DESTROY` and `SKNLGRP_INET6_TCP_DESTROY`: a message for each socket,
 * with its `tcp_info`. Source: net/core/sock_diag.c, sock_diag_broadcast_destroy_work(); net/ipv4/inet_diag.c,
 * inet_diag_handler_get_info().
 */
export class SockDiagEndParser implements SocketEndParser {
  readonly #addresses: () => AddressTable;
  readonly #little: boolean;
  readonly #listener: EndListener;
  readonly #end = emptySocketEnd();
  readonly #messages: NetlinkMessages;
  #bad = 0;

  /** @param addresses the table for the addresses of the next end. */
  constructor(addresses: () => AddressTable, byteOrder: ByteOrder, listener: EndListener) {
    this.#addresses = addresses;
    this.#little = byteOrder === 'little';
    this.#listener = listener;
    this.#messages = new NetlinkMessages(this.#little);
  }

  get bad(): number {
    return this.#bad;
  }

  push(datagram: Uint8Array): void {
    const messages = this.#messages;
    messages.begin(datagram);
    while (messages.next()) {
      const { view, type, start, end } = messages;
      if (type !== NetlinkType.sockDiagByFamily) continue;
      if (this.#message(view, start, end)) this.#listener(this.#end);
      else this.#bad++;
    }
    if (!messages.isAtEnd) this.#bad++;
  }

  #message(view: DataView, start: number, stop: number): boolean {
    if (stop - start < messageSize) return false;
    const little = this.#little;
    const info = this.#infoAt(view, start + messageSize, stop);
    if (info < 0) return false;
    const end = this.#end;
    const isIPv4 = view.getUint8(start + At.family) === inet;
    end.localAddress = this.#address(view, start + At.localAddress, isIPv4);
    end.localPort = view.getUint16(start + At.localPort);
    end.remoteAddress = this.#address(view, start + At.remoteAddress, isIPv4);
    end.remotePort = view.getUint16(start + At.remotePort);
    end.receiveQueue = view.getUint32(start + At.receiveQueue, little);
    end.sendQueue = view.getUint32(start + At.sendQueue, little);
    end.unanswered = view.getUint8(info + InfoAt.retransmitsInARow);
    end.wasEstablished = view.getUint32(info + InfoAt.smallestRoundTrip, little) !== never;
    end.roundTripUs = view.getUint32(info + InfoAt.roundTrip, little);
    end.bytesAcked = this.#long(view, info + InfoAt.bytesAcked);
    end.bytesReceived = this.#long(view, info + InfoAt.bytesReceived);
    end.bytesSent =
      this.#long(view, info + InfoAt.bytesSent) - this.#long(view, info + InfoAt.bytesRetransmitted);
    end.segmentsOut = view.getUint32(info + InfoAt.segmentsOut, little);
    end.segmentsIn = view.getUint32(info + InfoAt.segmentsIn, little);
    end.dataSegmentsOut = view.getUint32(info + InfoAt.dataSegmentsOut, little);
    end.dataSegmentsIn = view.getUint32(info + InfoAt.dataSegmentsIn, little);
    end.retransmits = view.getUint32(info + InfoAt.totalRetransmits, little);
    return true;
  }

  /** Where `tcp_info` begins, or -1. */
  #infoAt(view: DataView, from: number, stop: number): number {
    for (let at = from; at + 4 <= stop;) {
      const length = view.getUint16(at, this.#little);
      if (length < 4 || at + length > stop) return -1;
      const isInfo = (view.getUint16(at + 2, this.#little) & attributeMask) === infoAttribute;
      if (isInfo) return length - 4 < infoSize ? -1 : at + 4;
      at += (length + 3) & ~3;
    }
    return -1;
  }

  #address(view: DataView, at: number, isIPv4: boolean): number {
    const addresses = this.#addresses();
    return isIPv4
      ? addresses.internIPv4(view.getUint32(at))
      : addresses.intern(
          view.getUint32(at),
          view.getUint32(at + 4),
          view.getUint32(at + 8),
          view.getUint32(at + 12),
        );
  }

  /** Counts stay below 2^53. */
  #long(view: DataView, at: number): number {
    const high = this.#little ? at + 4 : at;
    const low = this.#little ? at : at + 4;
    return view.getUint32(high, this.#little) * 2 ** 32 + view.getUint32(low, this.#little);
  }
}

const addresses = new AddressTable();
keepCompiled(
  new SockDiagEndParser(
    () => addresses,
    'little',
    () => undefined,
  ),
);
