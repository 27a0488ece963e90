/** Ports that a source NAT of the host uses for one of its addresses towards one remote endpoint. */
export interface NatPorts {
  readonly protocol: 'tcp' | 'udp';
  /** The address that the NAT puts in place of the sender's. */
  readonly translatedAddress: string;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** Tracked connections, each of which has a port of its own. */
  readonly used: number;
  /** The lowest and the highest of these ports. */
  readonly low: number;
  readonly high: number;
}
