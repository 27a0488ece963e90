/** A UDP socket. There are few on most hosts, so each is an object; it is in no count of TCP sockets. */
export interface UdpSocket {
  readonly localAddress: string;
  readonly localPort: number;
  /** A wildcard, with port 0, if it is not connected. */
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** Bytes not read by the program. */
  readonly receiveQueue: number;
  readonly inode: number;
  /** Datagrams that found its receive buffer full, since it was made. */
  readonly drops: number;
}
