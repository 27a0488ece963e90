import type { TcpState } from '../../model/tcpState.ts';

/** A condition that makes `ss` list certain sockets; several conditions must all match. */
export type SsPart =
  | { readonly kind: 'states'; readonly states: readonly TcpState[] }
  /** In the filter syntax of `ss`, consisting of addresses, ports and operators only. */
  | { readonly kind: 'expression'; readonly text: string }
  /** Held by each of these processes, which `ss` names but cannot select by. */
  | { readonly kind: 'processes'; readonly pids: readonly number[] };
