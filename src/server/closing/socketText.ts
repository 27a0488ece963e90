import { formatEndpoint } from '../../core/model/endpoint.ts';
import { localAddressText, remoteAddressText, type SocketTable } from '../../core/model/socketTable.ts';

/** `127.0.0.1:40000 ↔ 127.0.0.1:80`. */
export function socketText(table: SocketTable, row: number): string {
  const local = formatEndpoint(localAddressText(table, row), table.localPort[row] ?? 0);
  const remote = formatEndpoint(remoteAddressText(table, row), table.remotePort[row] ?? 0);
  return `${local} ↔ ${remote}`;
}
