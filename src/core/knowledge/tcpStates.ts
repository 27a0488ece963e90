import type { TcpStateName } from '../model/tcpState.ts';

/** What each state means for a user who sees it on this host. Sources: RFC 9293 section 3.3.2; include/net/tcp_states.h. */
export const tcpStateMeanings: Readonly<Record<TcpStateName, string>> = {
  ESTABLISHED: 'Open: both sides can send.',
  SYN_SENT: 'This host sent a connection request and waits for the answer.',
  SYN_RECV: 'A peer sent a connection request; its final ACK has not arrived yet.',
  FIN_WAIT1: 'This host closed first; the peer has not acknowledged the close yet.',
  FIN_WAIT2:
    'This host closed first, and the peer has not closed yet. Once no program holds the socket, tcp_fin_timeout limits how long it stays.',
  TIME_WAIT:
    'Closed, and this host closed first. The kernel keeps the socket for 60 s to answer a late FIN and to keep old segments away from new connections. The socket belongs to no process.',
  CLOSE: 'Not connected.',
  CLOSE_WAIT:
    'The peer closed, but the program on this host has not. There is no timeout: only the program can close the socket.',
  LAST_ACK: 'Both sides closed; the peer has not acknowledged our FIN yet.',
  LISTEN: 'Waiting for connections.',
  CLOSING: 'Both sides closed at the same time; the last ACK is missing.',
};
