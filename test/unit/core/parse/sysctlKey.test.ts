import assert from 'node:assert/strict';
import fc from 'fast-check';
import { globMatcher } from '../../../../src/core/parse/globMatch.ts';
import { procSysPath } from '../../../../src/core/model/procSysPath.ts';
import { isGlob, normalizeSysctlKey } from '../../../../src/core/parse/sysctlKey.ts';

describe('normalizeSysctlKey', () => {
  const cases: readonly (readonly [written: string, path: string, dotted: string])[] = [
    ['net.ipv4.tcp_tw_reuse', 'net/ipv4/tcp_tw_reuse', 'net.ipv4.tcp_tw_reuse'],
    ['net/ipv4/tcp_tw_reuse', 'net/ipv4/tcp_tw_reuse', 'net.ipv4.tcp_tw_reuse'],
    [
      'net.ipv4.conf.eth0/100.rp_filter',
      'net/ipv4/conf/eth0.100/rp_filter',
      'net.ipv4.conf.eth0/100.rp_filter',
    ],
    [
      'net/ipv4/conf/eth0.100/rp_filter',
      'net/ipv4/conf/eth0.100/rp_filter',
      'net.ipv4.conf.eth0/100.rp_filter',
    ],
    ['net.ipv4/tcp_x', 'net/ipv4.tcp_x', 'net.ipv4/tcp_x'],
    ['/net/ipv4/tcp_x', 'net/ipv4/tcp_x', 'net.ipv4.tcp_x'],
    ['net..ipv4.tcp_x', 'net/ipv4/tcp_x', 'net.ipv4.tcp_x'],
    ['plain', 'plain', 'plain'],
    ['', '', ''],
  ];
  for (const [written, path, dotted] of cases) {
    it(`reads ${written || 'nothing'}`, () => {
      assert.deepEqual(normalizeSysctlKey(written), { path, dotted });
    });
  }

  it('says of a canonical key what it says of the written one', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z./]{0,12}$/), (written) => {
        const { path } = normalizeSysctlKey(written);
        assert.deepEqual(normalizeSysctlKey(`/${path}`).path, path);
      }),
    );
  });

  it('knows the file of a key', () => {
    assert.equal(procSysPath('net.ipv4.conf.eth0/1.rp_filter'), '/proc/sys/net/ipv4/conf/eth0.1/rp_filter');
  });
});

describe('globMatcher', () => {
  const cases: readonly (readonly [pattern: string, path: string, matches: boolean])[] = [
    ['net/*/x', 'net/ipv4/x', true],
    ['net/*', 'net/ipv4/x', false],
    ['*/*/tcp_*_reuse', 'net/ipv4/tcp_tw_reuse', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[]]x', ']x', true],
    ['[ab', '[ab', true],
    ['*', '', true],
    ['a*', 'ba', false],
  ];
  for (const [pattern, path, matches] of cases) {
    it(`${pattern} ${matches ? 'matches' : 'does not match'} ${path}`, () => {
      assert.equal(globMatcher(pattern)(path), matches);
    });
  }

  it('takes no time for a hostile pattern', () => {
    assert.equal(globMatcher('*a'.repeat(500) + 'b')('a'.repeat(5000)), false);
  });

  it('knows a glob by its characters', () => {
    assert.deepEqual(['a.*', 'a?', 'a[b]', 'a.b'].map(isGlob), [true, true, true, false]);
  });
});
