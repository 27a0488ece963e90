import type { TcpStateName } from '../model/tcpState.ts';
import type { Transport } from '../model/transport.ts';
import { tcpStateMeanings } from './tcpStates.ts';

interface ShownState {
  readonly name: string;
  readonly meaning: string;
}

/** The kernel uses the numbers of two TCP states for UDP; the names are those that `ss` prints. */
const udpStates: Partial<Readonly<Record<TcpStateName, ShownState>>> = {
  CLOSE: {
    name: 'UNCONN',
    meaning: 'The socket has a local port and receives datagrams from any peer.',
  },
  ESTABLISHED: {
    name: 'ESTAB',
    meaning: 'The program has called connect(): the socket receives datagrams from that peer only.',
  },
};

/** What a state is called, and what it means for a socket of that transport. */
export function shownState(state: TcpStateName, transport: Transport): ShownState {
  const ofUdp = transport === 'udp' ? udpStates[state] : undefined;
  return ofUdp ?? { name: state, meaning: tcpStateMeanings[state] };
}
