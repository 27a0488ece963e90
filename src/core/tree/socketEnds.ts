import { formatEndpoint } from '../model/endpoint.ts';
import { localAddressText, remoteAddressText, type SocketTable } from '../model/socketTable.ts';
import { isTcpState, TcpState } from '../model/tcpState.ts';

/** State and both endpoints of a row, as text: `10.0.0.1:80`, `[::1]:80`. */
export function socketEnds(
  table: SocketTable,
  row: number,
): { readonly state: TcpState; readonly local: string; readonly remote: string } {
  const state = table.state[row] ?? 0;
  return {
    state: isTcpState(state) ? state : TcpState.CLOSE,
    local: formatEndpoint(localAddressText(table, row), table.localPort[row] ?? 0),
    remote: formatEndpoint(remoteAddressText(table, row), table.remotePort[row] ?? 0),
  };
}
