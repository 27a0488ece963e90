import ipaddr from 'ipaddr.js';
import { formatAddress } from '../model/endpoint.ts';
import type { Subnet } from './subnet.ts';

/** As written in `ss` filters: `10.0.0.0/8`, `10.0.0.1`, `[fe80::/10]`, `[::1]`. */
export function subnetText({ words, mask }: Subnet): string {
  const bits = mask.reduce((sum, word) => sum + Math.clz32(~word), 0);
  const isIPv4 = bits >= 96 && words[0] === 0 && words[1] === 0 && words[2] === 0xffff;
  if (isIPv4) {
    const bytes = [24, 16, 8, 0].map((shift) => (words[3] >>> shift) & 255);
    return bits === 128 ? bytes.join('.') : `${bytes.join('.')}/${String(bits - 96)}`;
  }
  const address = new ipaddr.IPv6(words.flatMap((word) => [word >>> 16, word & 0xffff])).toRFC5952String();
  return formatAddress(bits === 128 ? address : `${address}/${String(bits)}`);
}
