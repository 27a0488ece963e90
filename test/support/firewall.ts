/** Packets to this address, and to its neighbours that differ in the last number, are dropped without a word, as by a host that is down. */
export const silentAddress = '127.0.9.9';

/** nft rules that drop what goes to `silentAddress`. */
export const silence = `table ip silence {
  chain input {
    type filter hook input priority 0;
    ip daddr ${silentAddress}/24 drop;
  }
}
`;

/** A command that drops everything to and from an address from now on. */
export function cutOff(address: string): string {
  return [
    'nft add table ip cut',
    'nft "add chain ip cut input { type filter hook input priority 0; }"',
    `nft add rule ip cut input ip daddr ${address} drop`,
    `nft add rule ip cut input ip saddr ${address} drop`,
  ].join('; ');
}

/** nft rules that take the timestamps out of what an address sends and gets, as a peer without them does. */
export function withoutTimestampsAt(address: string): string {
  return `table ip strip {
  chain input {
    type filter hook input priority -150
    ip saddr ${address} tcp flags syn reset tcp option timestamp
    ip daddr ${address} tcp flags syn reset tcp option timestamp
  }
}
`;
}
