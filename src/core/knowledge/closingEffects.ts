import type { TcpStateName } from '../model/tcpState.ts';

/**
 * What it means to have the kernel close a socket of a state by force. Undefined where that is never done: a listening
 * socket is a service. Sources: net/ipv4/tcp.c, tcp_abort() and tcp_need_reset(); RFC 1337 for TIME_WAIT.
 */
export const closingEffects: Readonly<Record<TcpStateName, string | undefined>> = {
  ESTABLISHED:
    'A working connection breaks: the peer gets a reset (RST) at once, the program here the error ECONNABORTED. What is on its way is lost.',
  SYN_SENT: 'The attempt ends: the program here gets ECONNABORTED, the peer is told nothing.',
  SYN_RECV: 'The half-open request is dropped. No program knew of it yet.',
  FIN_WAIT1: 'The peer gets a reset (RST), and may lose what it has not read yet.',
  FIN_WAIT2: 'The peer gets a reset (RST). One that no program holds any more goes without a word.',
  TIME_WAIT:
    'It goes without a word to the peer, and its protection with it: a late segment can then reach a new connection with the same ports (RFC 1337), and a late FIN is answered with a reset.',
  CLOSE: undefined,
  CLOSE_WAIT:
    'The peer gets a reset (RST), the program here the error ECONNABORTED. The fault stays in the program, which does not close its sockets.',
  LAST_ACK: 'It goes without a word. If our FIN was lost, the peer waits for one that never comes.',
  LISTEN: undefined,
  CLOSING: 'It goes without a word. Both sides had closed; only an ACK is missing.',
};
