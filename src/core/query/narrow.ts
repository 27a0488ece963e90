import type { TcpState } from '../model/tcpState.ts';
import type { SocketFilter } from './socketFilter.ts';

/**
 * The part of a filter that the kernel can apply: selecting states and a single local port. The result may contain
 * more sockets than the filter allows, so the filter must still be applied.
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
