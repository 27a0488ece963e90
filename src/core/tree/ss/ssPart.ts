import type { TcpState } from '../../model/tcpState.ts';

/** Something that `ss` is told so that it lists certain sockets; of several all have to hold. */
export type SsPart =
  | { readonly kind: 'states'; readonly states: readonly TcpState[] }
  /** In the filter language of `ss`, made of addresses, ports and operators only. */
  | { readonly kind: 'expression'; readonly text: string }
  /** Held by each of these processes, which `ss` names but cannot select by. */
  | { readonly kind: 'processes'; readonly pids: readonly number[] };
