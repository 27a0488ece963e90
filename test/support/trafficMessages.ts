/** Where connections go to. The address decides the family; `::ffff:127.0.0.1` is IPv4 through an IPv6 socket. */
export interface Destination {
  readonly address: string;
  readonly port: number;
}

/**
 * What a listener does with its connections:
 * - `peerFirst`: the listener's side closes after its peer did (the *client* keeps TIME_WAIT);
 * - `serverFirst`: it closes as soon as it has accepted (the *server* keeps TIME_WAIT);
 * - `hold`: it never closes (established; CLOSE_WAIT once the peer has closed).
 */
export type Closing = 'peerFirst' | 'serverFirst' | 'hold';

/**
 * What a client does with its connection:
 * - `close`: closes at once and waits for the other side;
 * - `wait`: waits for the other side to close first, then closes;
 * - `keep`: stays established;
 * - `shutdown`: sends FIN and keeps the socket open (FIN_WAIT_2 that a process holds);
 * - `abandon`: sends FIN and closes the socket (FIN_WAIT_2 without a process, until `tcp_fin_timeout`).
 */
export type Ending = 'close' | 'wait' | 'keep' | 'shutdown' | 'abandon';

export type Order =
  | {
      readonly kind: 'listen';
      /** Port 0: the kernel chooses. */
      readonly at: Destination;
      readonly closing: Closing;
      readonly backlog?: number;
    }
  | {
      readonly kind: 'connect';
      readonly to: Destination;
      readonly count: number;
      readonly ending: Ending;
      readonly from?: string;
    }
  /** Starts connections and does not wait for them: those that a full accept queue leaves in SYN_SENT. */
  | { readonly kind: 'knock'; readonly to: Destination; readonly count: number }
  /** Closes all that is held, listeners included. */
  | { readonly kind: 'release' };

export type Request = Order & { readonly id: number };

export type Reply =
  | { readonly id: number; readonly kind: 'done'; readonly port: number }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };
