import type { AddressId } from './addressTable.ts';

/**
 * One TCP socket that came to its end, as the kernel announces it. The addresses belong to the table that the parser was
 * given. What the kernel had forgotten by then is 0: after a reset by this host, or a blocking connect() that failed, it
 * has forgotten the peer's port and all counts (net/ipv4/tcp.c, tcp_disconnect()).
 */
export interface SocketEnd {
  localAddress: AddressId;
  localPort: number;
  /** A wildcard if the socket was never connected: a listening socket, or one that was only bound. */
  remoteAddress: AddressId;
  remotePort: number;
  /** Bytes of the peer that the program had not read. A FIN that was not read counts as one. */
  receiveQueue: number;
  /** What is left between the last byte written and the last one acknowledged. */
  sendQueue: number;
  /** Retransmissions in a row without an answer, until the end. */
  unanswered: number;
  /** Whether a round trip was ever measured: the connection was established. */
  wasEstablished: boolean;
  /** Smoothed round trip in microseconds; 0 if it was never measured. */
  roundTripUs: number;
  /** Payload sent, each byte once. */
  bytesSent: number;
  /** A FIN of the peer counts as one byte. */
  bytesReceived: number;
  /** Bytes that the peer acknowledged, the SYN and the FIN included. */
  bytesAcked: number;
  segmentsOut: number;
  segmentsIn: number;
  /** Segments with payload, retransmitted ones included. */
  dataSegmentsOut: number;
  dataSegmentsIn: number;
  retransmits: number;
}

/** A record that is reused for every row. */
export function emptySocketEnd(): SocketEnd {
  return {
    localAddress: 0,
    localPort: 0,
    remoteAddress: 0,
    remotePort: 0,
    receiveQueue: 0,
    sendQueue: 0,
    unanswered: 0,
    wasEstablished: false,
    roundTripUs: 0,
    bytesSent: 0,
    bytesReceived: 0,
    bytesAcked: 0,
    segmentsOut: 0,
    segmentsIn: 0,
    dataSegmentsOut: 0,
    dataSegmentsIn: 0,
    retransmits: 0,
  };
}
