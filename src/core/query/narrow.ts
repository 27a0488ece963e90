import type { TcpState } from '../model/tcpState.ts';
import type { SocketFilter } from './socketFilter.ts';

/**
 * What of a filter the kernel can do by itself: leave out states, and all but one local port. Never less than the filter
 * lets through, so the filter still has to be applied.
 */
export function narrow({ terms }: SocketFilter): { states?: readonly TcpState[]; localPort?: number } {
  const wanted = terms.filter(({ isNegated }) => !isNegated).map(({ condition }) => condition);
  const states = wanted.flatMap((condition) => (condition.kind === 'state' ? [condition.state] : []));
  const ports = terms.flatMap(({ key, isNegated, condition }) =>
    key === 'lport' && !isNegated && condition.kind === 'port' ? [condition.ports] : [],
  );
  const [port] = ports;
  const isOnePort = ports.length === 1 && port !== undefined && port.low === port.high;
  return { ...(states.length > 0 && { states }), ...(isOnePort && { localPort: port.low }) };
}
