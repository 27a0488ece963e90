/** An address where something else may follow it: IPv6 in brackets, `[::1]`, as ss, ssh and URLs have it. */
export function formatAddress(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

/** `1.2.3.4:80` or `[::1]:80`. */
export function formatEndpoint(address: string, port: number): string {
  return `${formatAddress(address)}:${String(port)}`;
}
