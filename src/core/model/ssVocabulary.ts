import { tcpStateName, type TcpState, type TcpStateName } from './tcpState.ts';

interface StateWords {
  /** In the first column of what `ss` prints. */
  readonly printed: string;
  /** After `state`, in the filter that `ss` reads. */
  readonly asked: string;
}

/** Source: iproute2, misc/ss.c, sstate_name[] and state_filter; each is asked of a real `ss` in a test. */
const states: Readonly<Record<TcpStateName, StateWords>> = {
  ESTABLISHED: { printed: 'ESTAB', asked: 'established' },
  SYN_SENT: { printed: 'SYN-SENT', asked: 'syn-sent' },
  SYN_RECV: { printed: 'SYN-RECV', asked: 'syn-recv' },
  FIN_WAIT1: { printed: 'FIN-WAIT-1', asked: 'fin-wait-1' },
  FIN_WAIT2: { printed: 'FIN-WAIT-2', asked: 'fin-wait-2' },
  TIME_WAIT: { printed: 'TIME-WAIT', asked: 'time-wait' },
  CLOSE: { printed: 'UNCONN', asked: 'closed' },
  CLOSE_WAIT: { printed: 'CLOSE-WAIT', asked: 'close-wait' },
  LAST_ACK: { printed: 'LAST-ACK', asked: 'last-ack' },
  LISTEN: { printed: 'LISTEN', asked: 'listening' },
  CLOSING: { printed: 'CLOSING', asked: 'closing' },
};

/** What `ss` prints for a state. */
export function printedState(state: TcpState): string {
  return states[tcpStateName(state)].printed;
}

/** The arguments that make `ss` list the sockets in any of these states; none for all states. */
export function stateWords(wanted: readonly TcpStateName[]): readonly string[] {
  return wanted.flatMap((state) => ['state', states[state].asked]);
}

/** The state that a word names: as the kernel, as `ss` prints it or as it reads it, whatever the case. */
export function stateNamed(word: string): TcpStateName | undefined {
  const plain = bare(word);
  const known = Object.entries(states) as readonly [TcpStateName, StateWords][];
  return known.find(([name, { printed, asked }]) => [name, printed, asked].map(bare).includes(plain))?.[0];
}

function bare(word: string): string {
  return word.toUpperCase().replace(/[-_]/g, '');
}
