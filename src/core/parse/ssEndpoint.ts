import type { AddressFamily, AddressId, AddressTable } from '../model/addressTable.ts';
import { Byte, decimal } from './bytes.ts';
import { internAddressText } from './ipText.ts';

/** One end of a socket as `ss` prints it; filled again and again. */
export class SsEndpoint {
  address: AddressId = 0;
  /** 0 where `ss` prints an asterisk. */
  port = 0;
  family: AddressFamily = 4;

  /** `1.2.3.4:80`, `1.2.3.4%eth0:80`, `[::1]:80`, `[fe80::1]%eth0:80`, `*:80`, and `::1:80` of old versions. */
  read(addresses: AddressTable, bytes: Uint8Array, start: number, end: number): boolean {
    let colon = -1;
    let percent = -1;
    let isIPv6 = false;
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (byte === Byte.percent && percent < 0) percent = at;
      else if (byte === Byte.colon) {
        isIPv6 ||= colon >= 0;
        colon = at;
      }
    }
    if (colon < 0) return false;
    const anyPort = colon + 2 === end && bytes[colon + 1] === Byte.asterisk;
    this.port = anyPort ? 0 : decimal(bytes, colon + 1, end);
    if (this.port < 0 || this.port > 0xffff) return false;

    let from = start;
    let stop = percent < 0 || percent > colon ? colon : percent;
    if (bytes[from] === Byte.openBracket) {
      from++;
      if (bytes[stop - 1] === Byte.closeBracket) stop--;
      else if (stop === colon) return false;
    }
    if (stop - from === 1 && bytes[from] === Byte.asterisk) {
      this.family = 6;
      this.address = addresses.intern(0, 0, 0, 0);
    } else {
      this.family = isIPv6 ? 6 : 4;
      this.address = internAddressText(addresses, bytes, from, stop);
    }
    return this.address >= 0;
  }
}
