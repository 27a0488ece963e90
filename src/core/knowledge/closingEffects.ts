import type { TcpStateName } from '../model/tcpState.ts';

/**
 * The effect of forcibly closing a socket in a given state. Undefined for states that are never closed: a listening
 * socket is a service. Sources: net/ipv4/tcp.c, tcp_abort() and tcp_need_reset(); RFC 1337 for TIME_WAIT.
 */
export const closingEffects: Readonly<Record<TcpStateName, string | undefined>> = {
  ESTABLISHED:
    'A working connection is aborted: the peer gets a reset (RST), and the program on this host gets the error ECONNABORTED. Data in transit is lost.',
  SYN_SENT:
    'The connection attempt is aborted: the program on this host gets ECONNABORTED, and the peer is not notified.',
  SYN_RECV: 'The half-open connection is dropped. No program has seen it yet.',
  FIN_WAIT1: 'The peer gets a reset (RST) and may lose data that it has not read yet.',
  FIN_WAIT2:
    'The peer gets a reset (RST). A socket that no program holds any more is removed without notifying the peer.',
  TIME_WAIT:
    'The socket is removed without notifying the peer, and its protection ends: a late segment can then reach a new connection with the same ports (RFC 1337), and a late FIN is answered with a reset.',
  CLOSE: undefined,
  CLOSE_WAIT:
    'The peer gets a reset (RST), and the program on this host gets the error ECONNABORTED. This does not fix the program, which does not close its sockets.',
  LAST_ACK:
    'The socket is removed without notifying the peer. If our FIN was lost, the peer waits for one that never arrives.',
  LISTEN: undefined,
  CLOSING:
    'The socket is removed without notifying the peer. Both sides have closed; only an ACK is missing.',
};
