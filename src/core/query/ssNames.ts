import type { AddressId, AddressTable } from '../model/addressTable.ts';
import { tcpStateName, type TcpState } from '../model/tcpState.ts';

/** A state as written in `ss` filters. */
export function ssStateName(state: TcpState): string {
  const name = tcpStateName(state).toLowerCase();
  return (
    { fin_wait1: 'fin-wait-1', fin_wait2: 'fin-wait-2', close: 'closed', listen: 'listening' }[name] ??
    name.replace('_', '-')
  );
}

/** An address as written in `ss` filters: `10.0.0.1`, `[::1]`. */
export function ssAddress(addresses: AddressTable, address: AddressId): string {
  const text = addresses.format(address);
  return text.includes(':') ? `[${text}]` : text;
}
