import assert from 'node:assert/strict';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { AddressTable } from '../../../../src/core/model/addressTable.ts';
import { isInSubnet, parseSubnet } from '../../../../src/core/query/subnet.ts';

function interned(addresses: AddressTable, text: string): number {
  const parsed = ipaddr.parse(text);
  const six =
    parsed.kind() === 'ipv4' ? (parsed as ipaddr.IPv4).toIPv4MappedAddress() : (parsed as ipaddr.IPv6);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = six.parts;
  return addresses.intern((a << 16) | b, (c << 16) | d, (e << 16) | f, (g << 16) | h);
}

describe('parseSubnet and isInSubnet', () => {
  it('refuse what is no network', () => {
    for (const text of [
      '',
      '10',
      '10.0.0',
      '10.0.0.0/33',
      '::/129',
      '1.2.3.4/8/8',
      '10.0.0.0/',
      'fe80::1%eth0/64x',
      '010.0.0.1',
    ])
      assert.equal(parseSubnet(text), undefined, text);
  });

  it('agree with ipaddr.js for every address and prefix', () => {
    const ends = fc.oneof(
      fc.tuple(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 })),
      fc.tuple(fc.ipV6(), fc.ipV6(), fc.integer({ min: 0, max: 128 })),
    );
    fc.assert(
      fc.property(ends, ([address, network, prefix]) => {
        const subnet = parseSubnet(`${network}/${String(prefix)}`);
        assert.ok(subnet);
        const addresses = new AddressTable();
        for (const candidate of [address, network]) {
          const expected = ipaddr.parse(candidate).match(ipaddr.parse(network), prefix);
          assert.equal(isInSubnet(subnet, addresses, interned(addresses, candidate)), expected, candidate);
        }
      }),
    );
  });
});
