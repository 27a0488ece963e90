/**
 * TCP states with the numbers that the kernel uses in `/proc/net/tcp` and in inet_diag messages.
 * Source: include/net/tcp_states.h. `NEW_SYN_RECV` (12) is internal and shown as `SYN_RECV` by every interface.
 */
export const TcpState = {
  ESTABLISHED: 1,
  SYN_SENT: 2,
  SYN_RECV: 3,
  FIN_WAIT1: 4,
  FIN_WAIT2: 5,
  TIME_WAIT: 6,
  CLOSE: 7,
  CLOSE_WAIT: 8,
  LAST_ACK: 9,
  LISTEN: 10,
  CLOSING: 11,
} as const;

export type TcpState = (typeof TcpState)[keyof typeof TcpState];
export type TcpStateName = keyof typeof TcpState;

/** One more than the largest state number: the length of an array that is indexed by state. */
export const tcpStateCount = 12;

const names = Object.entries(TcpState) as readonly [TcpStateName, TcpState][];
const nameByNumber = new Map<number, TcpStateName>(names.map(([name, state]) => [state, name]));

/** All states in the kernel's order. */
export const tcpStates: readonly TcpState[] = names.map(([, state]) => state);

export function isTcpState(value: number): value is TcpState {
  return nameByNumber.has(value);
}

/** The kernel's name of a state, for example `TIME_WAIT`. */
export function tcpStateName(state: TcpState): TcpStateName {
  return nameByNumber.get(state) ?? 'CLOSE';
}

/** `state:time-wait`: the term of the filter language that shows the sockets in a state. */
export function stateTerm(name: TcpStateName): string {
  return `state:${name.toLowerCase().replaceAll('_', '-')}`;
}
