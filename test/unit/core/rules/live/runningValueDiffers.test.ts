import assert from 'node:assert/strict';
import type { ConfiguredValue } from '../../../../../src/core/model/configuredParameters.ts';
import type { Finding } from '../../../../../src/core/model/finding.ts';
import { runningValueDiffers } from '../../../../../src/core/rules/live/runningValueDiffers.ts';
import { runningInput } from '../../../../support/judging.ts';

const path = '/etc/sysctl.d/90-web.conf';

function judge(running: string, key: string, value: string): readonly Finding[] {
  const configuration = new Map<string, ConfiguredValue>([[`net.${key}`, { value, path, line: 7 }]]);
  return runningValueDiffers.evaluate(runningInput(running, { configuration, kernel: '6.18' }));
}

describe('running-value-differs', () => {
  it('names both values and both places', () => {
    const key = 'net.ipv4.tcp_fin_timeout';
    const [finding] = judge('tcp_fin_timeout = 30', 'ipv4.tcp_fin_timeout', '15');
    assert.equal(
      finding?.title,
      'The running value of tcp_fin_timeout is 30, but /etc/sysctl.d/90-web.conf sets 15.',
    );
    assert.match(finding.explanation, /manually or by a program/);
    assert.deepEqual(finding.evidence, [
      { key, label: 'Running', value: '30', source: { kind: 'parameter', key } },
      { key, label: 'Configured', value: '15', source: { kind: 'file', path, line: 7 } },
    ]);
    assert.deepEqual(finding.subject, { kind: 'parameter', key: 'net.ipv4.tcp_fin_timeout' });
    assert.deepEqual(finding.fixes?.[0]?.changes, [
      { kind: 'set', key: 'net.ipv4.tcp_fin_timeout', value: '15' },
    ]);
  });

  it('tells a value that was never applied from one that was changed later', () => {
    const [finding] = judge('tcp_fin_timeout = 60', 'ipv4.tcp_fin_timeout', '15');
    assert.match(finding?.explanation ?? '', /still has its default/);
  });

  it('passes over the same value in other words, and a key that the kernel does not have', () => {
    assert.deepEqual(
      judge('ip_local_port_range = 1024\t65535', 'ipv4.ip_local_port_range', '1024 65535'),
      [],
    );
    assert.deepEqual(judge('ip_local_reserved_ports = 80-81', 'ipv4.ip_local_reserved_ports', '81,80'), []);
    assert.deepEqual(judge('tcp_tw_reuse = 2', 'ipv4.tcp_tw_recycle', '1'), []);
  });

  it('leaves what the kernel refuses, rounds or never takes to the rules about files', () => {
    assert.deepEqual(judge('tcp_tw_reuse = 2', 'ipv4.tcp_tw_reuse', '7'), []);
    assert.deepEqual(judge('tcp_tw_reuse = 2', 'ipv4.tcp_tw_reuse', 'yes'), []);
    assert.deepEqual(judge('net.ipv4.tcp_ehash_entries = 524288', 'ipv4.tcp_ehash_entries', '1024'), []);
    const buckets = 'netfilter.nf_conntrack_buckets';
    assert.deepEqual(judge(`net.${buckets} = 250368`, buckets, '250000'), []);
  });
});
