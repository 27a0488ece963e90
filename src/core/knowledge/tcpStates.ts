import type { TcpStateName } from '../model/tcpState.ts';

/** What each state means, for a person who meets it on this host. Sources: RFC 9293 section 3.3.2; include/net/tcp_states.h. */
export const tcpStateMeanings: Readonly<Record<TcpStateName, string>> = {
  ESTABLISHED: 'Open: both sides may send.',
  SYN_SENT: 'This host asked for a connection and waits for the answer.',
  SYN_RECV: 'A peer asked for a connection; its last ACK has not come yet.',
  FIN_WAIT1: 'This host closed first; the peer has not acknowledged that yet.',
  FIN_WAIT2:
    'This host closed first and the peer has not closed yet. When no program holds the socket any more, tcp_fin_timeout ends it.',
  TIME_WAIT:
    'Closed, and this host closed first. The kernel alone keeps the socket for 60 s, to answer a late FIN and to keep old segments away from new connections. It belongs to no process.',
  CLOSE: 'Not connected.',
  CLOSE_WAIT:
    'The peer closed; the program on this host has not. There is no time limit: only the program can end it.',
  LAST_ACK: 'Both sides closed; the peer has not acknowledged our end yet.',
  LISTEN: 'Waits for connections.',
  CLOSING: 'Both sides closed at the same moment; the last ACK is missing.',
};
