import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AddressTable } from '../../../../src/core/model/addressTable.ts';
import { formatEndpoint } from '../../../../src/core/model/endpoint.ts';
import { arbitraryAddress } from '../../../support/arbitraries.ts';
import { internText } from '../../../support/sockets.ts';

const addresses = new AddressTable();
const id = (text: string): number => internText(addresses, text);

describe('AddressTable', () => {
  it('has one number for an address, however it is written', () => {
    assert.equal(id('10.0.0.1'), addresses.internIPv4(0x0a000001));
    assert.equal(id('10.0.0.1'), id('::ffff:a00:1'));
    assert.equal(id('10.0.0.1'), addresses.find(0, 0, 0xffff, 0x0a000001));
    assert.equal(addresses.find(1, 2, 3, 4), -1);
  });

  it('has different numbers for different addresses, in whatever order they come again', () => {
    const table = new AddressTable();
    const words = Array.from({ length: 70_000 }, (_, index) => (0xc0000000 + index * 257) >>> 0);
    const ids = words.map((word) => table.internIPv4(word));
    assert.equal(new Set(ids).size, words.length);
    for (const [index, word] of words.entries()) {
      assert.equal(table.internIPv4(word), ids[index]);
      assert.equal(table.word(ids[index] ?? -1, 3), word);
      assert.equal(table.internIPv4(words[0] ?? 0), ids[0]);
    }
    assert.equal(table.size, words.length);
  });

  it('writes IPv4 as the family of the socket has it', () => {
    assert.equal(addresses.format(id('10.0.0.1')), '10.0.0.1');
    assert.equal(addresses.format(id('10.0.0.1'), 4), '10.0.0.1');
    assert.equal(addresses.format(id('10.0.0.1'), 6), '::ffff:10.0.0.1');
    assert.equal(addresses.format(id('255.254.253.252')), '255.254.253.252');
  });

  it('writes IPv6 as RFC 5952 wants it', () => {
    const cases = {
      '::': '::',
      '0:0:0:0:0:0:0:1': '::1',
      '2001:DB8:0:0:1:0:0:1': '2001:db8::1:0:0:1',
      '2001:db8:0:1:1:1:1:1': '2001:db8:0:1:1:1:1:1',
      'fe80:0:0:0:0:0:0:0': 'fe80::',
      '::1.2.3.4': '::102:304',
    };
    for (const [text, expected] of Object.entries(cases))
      assert.equal(addresses.format(id(text), 6), expected);
  });

  it('writes each address so that it can be read again', () => {
    fc.assert(
      fc.property(arbitraryAddress, (text) => {
        const family = text.includes(':') ? 6 : 4;
        assert.equal(id(addresses.format(id(text), family)), id(text));
      }),
    );
  });

  it('knows the addresses that stand for all local ones', () => {
    for (const text of ['0.0.0.0', '::', '::ffff:0.0.0.0']) assert.ok(addresses.isWildcard(id(text)), text);
    for (const text of ['0.0.0.1', '127.0.0.1', '::1', '1::', '::1:0:0', '0:1::']) {
      assert.ok(!addresses.isWildcard(id(text)), text);
    }
  });

  it('knows loopback as the kernel does for tcp_tw_reuse', () => {
    for (const text of ['127.0.0.1', '127.255.255.254', '::ffff:127.1.2.3', '::1']) {
      assert.ok(addresses.isLoopback(id(text)), text);
    }
    for (const text of [
      '126.255.255.255',
      '128.0.0.1',
      '0.0.0.0',
      '::',
      '::2',
      '::7f00:1',
      '10.0.0.1',
      'fe80::1',
    ]) {
      assert.ok(!addresses.isLoopback(id(text)), text);
    }
  });

  it('tells IPv4 from IPv6', () => {
    assert.deepEqual(
      ['1.2.3.4', '::ffff:1.2.3.4', '::1.2.3.4', '::1'].map((text) => addresses.isIPv4(id(text))),
      [true, true, false, false],
    );
  });
});

describe('formatEndpoint', () => {
  it('puts brackets around IPv6 only', () => {
    assert.equal(formatEndpoint('1.2.3.4', 80), '1.2.3.4:80');
    assert.equal(formatEndpoint('::1', 80), '[::1]:80');
  });
});
