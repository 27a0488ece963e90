import assert from 'node:assert/strict';
import { matchesKeyPattern } from '../../../../src/core/knowledge/keyPattern.ts';
import {
  findOtherKey,
  isKnownKey,
  keySince,
  knownKeyNames,
  knownKeyPatterns,
  knownKeysKernel,
  leftOutKeys,
  otherKeys,
} from '../../../../src/core/knowledge/knownKeys.ts';

describe('the names of known keys', () => {
  it('know keys of the running kernel, of interfaces, of modules and of the past', () => {
    for (const key of [
      'net.ipv4.tcp_tw_reuse',
      'net.ipv4.tcp_tw_recycle',
      'vm.swappiness',
      'net.ipv4.conf.all.rp_filter',
      'net.ipv4.conf.eth0/100.rp_filter',
      'net.ipv6.neigh.wg0.gc_stale_time',
      'net.bridge.bridge-nf-call-iptables',
      'net.ipv4.vs.conn_reuse_mode',
      'net.ipv4.netfilter.ip_conntrack_max',
      'kernel.sched_domain.cpu0.domain0.flags',
      'kernel.sysrq',
      'vm.block_dump',
    ]) {
      assert.ok(isKnownKey(key), key);
    }
  });

  it('do not know what no kernel has', () => {
    for (const key of [
      'net.core.rmem_defualt',
      'net.ipv4.tcp_max_tw_bucket',
      'net.ipv4.conf.eth0.100.rp_filter',
      'net.inet.ip.forwarding',
      'net.ipv4.conf.rp_filter',
      '',
      '*',
    ]) {
      assert.ok(!isKnownKey(key), key);
    }
  });

  it('hold nothing of the machine on which they were read', () => {
    const interfaces = /\.(?:conf|neigh)\.(?!\*\.)/u;
    assert.deepEqual(
      [...knownKeyNames, ...knownKeyPatterns].filter(
        (key) => interfaces.test(key) || leftOutKeys.some((entry) => matchesKeyPattern(entry.key, key)),
      ),
      [],
    );
  });

  it('have patterns with one part that stands for a name', () => {
    for (const pattern of knownKeyPatterns) {
      assert.equal(pattern.split('.').filter((part) => part === '*').length, 1, pattern);
      assert.equal(pattern.split('*').length, 2, pattern);
    }
  });

  it('say why other keys may be missing', () => {
    assert.deepEqual(
      otherKeys.map(({ key }) => key),
      [...new Set(otherKeys.map(({ key }) => key))].sort(),
    );
    const reasons = new Set(['configuration', 'module', 'architecture', 'distribution', 'older', 'newer']);
    for (const { key, why, note } of [...otherKeys, ...leftOutKeys]) {
      assert.ok(reasons.has(why), key);
      assert.match(key, /^[a-z0-9_*-]+(?:\.[a-z0-9_*-]+)+$/u);
      assert.match(note, /^\S.*[^.\s]$/u);
    }
    assert.equal(findOtherKey('kernel.sysrq')?.why, 'configuration');
    assert.equal(findOtherKey('net.ipv4.vs.drop_entry')?.note, 'needs ip_vs');
    assert.equal(findOtherKey('vm.swappiness'), undefined);
  });

  it('know which version brought a key', () => {
    assert.deepEqual(keySince('net.ipv4.tcp_tw_reuse_delay'), { by: '6.14' });
    assert.deepEqual(keySince('net.ipv4.tcp_plb_enabled'), { by: '6.2' });
    assert.deepEqual(keySince('net.ipv6.conf.eth0.force_forwarding'), { by: '6.18', after: '6.12' });
    assert.equal(keySince('net.ipv4.tcp_sack'), undefined);
    assert.match(knownKeysKernel, /^\d+\.\d+$/u);
  });
});

describe('patterns of keys', () => {
  it('let a star stand for characters of one part, at least one', () => {
    assert.ok(matchesKeyPattern('net.ipv4.conf.*.rp_filter', 'net.ipv4.conf.all.rp_filter'));
    assert.ok(matchesKeyPattern('net.netfilter.nf_conntrack_*', 'net.netfilter.nf_conntrack_max'));
    assert.ok(matchesKeyPattern('a.b', 'a.b'));
    assert.ok(!matchesKeyPattern('net.ipv6.tcp_*', 'net.ipv6.tcp_'));
    assert.ok(!matchesKeyPattern('net.ipv6.tcp_*', 'net.ipv6.tcp_mem.x'));
    assert.ok(!matchesKeyPattern('net.ipv4.conf.*.rp_filter', 'net.ipv4.conf.a.b.rp_filter'));
    assert.ok(!matchesKeyPattern('ab*ba', 'aba'));
  });
});
