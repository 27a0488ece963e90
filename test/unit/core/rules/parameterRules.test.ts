import assert from 'node:assert/strict';
import { isGuideSectionId } from '../../../../src/core/knowledge/guide.ts';
import { parameterRules } from '../../../../src/core/rules/parameterRules.ts';
import { runningInput } from '../../../support/judging.ts';

/** What a fresh kernel 6.18 has on a machine with 24 GiB. */
const freshKernel = `tcp_tw_reuse = 2
tcp_tw_reuse_delay = 1000
tcp_max_tw_buckets = 131072
tcp_fin_timeout = 60
tcp_rfc1337 = 0
tcp_timestamps = 1
tcp_invalid_ratelimit = 500
tcp_challenge_ack_limit = 2147483647
tcp_ehash_entries = 262144
tcp_child_ehash_entries = 0
ip_local_port_range = 32768	60999
ip_local_reserved_ports =
ip_unprivileged_port_start = 1024
ip_autobind_reuse = 0
ip_nonlocal_bind = 0
net.core.somaxconn = 4096
tcp_max_syn_backlog = 2048
tcp_syncookies = 1
tcp_syn_retries = 6
tcp_synack_retries = 5
tcp_abort_on_overflow = 0
tcp_max_orphans = 131072
tcp_orphan_retries = 0
tcp_retries1 = 3
tcp_retries2 = 15
tcp_rto_min_us = 200000
tcp_rto_max_ms = 120000
tcp_keepalive_time = 7200
tcp_keepalive_intvl = 75
tcp_keepalive_probes = 9
tcp_mem = 287898	383867	575796
tcp_rmem = 4096	131072	33554432
tcp_wmem = 4096	16384	4194304
tcp_low_latency = 0
tcp_fack = 0
net.netfilter.nf_conntrack_max = 262144
net.netfilter.nf_conntrack_buckets = 262144
net.netfilter.nf_conntrack_tcp_timeout_time_wait = 120
net.netfilter.nf_conntrack_tcp_timeout_established = 432000
fs.file-max = 9223372036854775807`;

/** What a kernel 4.9 has on a machine with 512 MiB. */
const smallOldKernel = `tcp_tw_reuse = 0
tcp_tw_recycle = 0
tcp_max_tw_buckets = 2048
tcp_max_orphans = 2048
tcp_fin_timeout = 60
tcp_timestamps = 1
ip_local_port_range = 32768	60999
net.core.somaxconn = 128
tcp_max_syn_backlog = 128
tcp_syncookies = 1
tcp_mem = 11000	14000	22000
tcp_rmem = 4096	87380	6291456`;

describe('parameterRules', () => {
  it('have ids of their own, in words', () => {
    const ids = parameterRules.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/);
  });

  it('name a section of the guide', () => {
    for (const { id, section } of parameterRules) assert.ok(isGuideSectionId(section), id);
  });

  it('say nothing about a kernel as it starts', () => {
    const inputs = [
      runningInput(freshKernel, { kernel: '6.18' }),
      runningInput(freshKernel),
      runningInput(freshKernel, { kernel: '6.18', profile: 'hardening' }),
      runningInput(smallOldKernel, { kernel: '4.9' }),
    ];
    for (const input of inputs) {
      const findings = parameterRules.flatMap((rule) =>
        rule.requires.every((part) => input[part] !== undefined) ? rule.evaluate(input) : [],
      );
      assert.deepEqual(
        findings.map(({ title }) => title),
        [],
      );
    }
  });
});
