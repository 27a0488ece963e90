import { keyNewerThanKernel } from '../../../../../src/core/rules/parameter/keyNewerThanKernel.ts';
import { keyThatNeverExisted } from '../../../../../src/core/rules/parameter/keyThatNeverExisted.ts';
import { keyWithoutEffect } from '../../../../../src/core/rules/parameter/keyWithoutEffect.ts';
import { moduleNotLoaded } from '../../../../../src/core/rules/parameter/moduleNotLoaded.ts';
import { notInContainer } from '../../../../../src/core/rules/parameter/notInContainer.ts';
import { perNamespaceKey } from '../../../../../src/core/rules/parameter/perNamespaceKey.ts';
import { readOnlyKey } from '../../../../../src/core/rules/parameter/readOnlyKey.ts';
import { removedKey } from '../../../../../src/core/rules/parameter/removedKey.ts';
import { unknownKey } from '../../../../../src/core/rules/parameter/unknownKey.ts';
import { valueOutOfRange } from '../../../../../src/core/rules/parameter/valueOutOfRange.ts';
import { valueWithoutSense } from '../../../../../src/core/rules/parameter/valueWithoutSense.ts';
import { vendorOnlyKey } from '../../../../../src/core/rules/parameter/vendorOnlyKey.ts';
import { describeRule, fileInput, running, runningInput } from '../../../../support/judging.ts';

describeRule(valueOutOfRange, {
  finds: [
    fileInput('tcp_tw_reuse = 3'),
    fileInput('tcp_tw_reuse_delay = 0'),
    fileInput('ip_local_port_range = 1024 70000'),
    [fileInput('net.core.somaxconn = -1'), { section: 'somaxconn' }],
    fileInput('tcp_timestamps = 256', { kernel: '5.13' }),
    fileInput('tcp_timestamps = 4294967296', { kernel: '4.19' }),
    [fileInput('tcp_timestamps = 256', { kernel: '5.10' }), { severity: 'warning' }],
    [fileInput('tcp_rmem = 1 131072 6291456', { kernel: '6.12' }), { severity: 'warning' }],
    [fileInput('tcp_fin_timeout = 8589935'), { severity: 'warning' }],
    fileInput('net.netfilter.nf_conntrack_tcp_loose = 2', { kernel: '5.10' }),
    fileInput('net.netfilter.nf_conntrack_events = 2', { kernel: '5.10' }),
    fileInput('net.netfilter.nf_conntrack_max = 0', { kernel: '7.2' }),
    fileInput('net.netfilter.nf_conntrack_buckets = 0'),
    fileInput('net.core.rmem_max = 2303'),
    fileInput('net.core.wmem_default = 4607'),
    fileInput('fs.nr_open = 63'),
    fileInput('fs.file-max = -1', { kernel: '6.1' }),
    fileInput('net.core.optmem_max = -1', { kernel: '6.12' }),
    fileInput('tcp_invalid_ratelimit = -1', { kernel: '6.18' }),
    fileInput('tcp_syncookies = -0'),
  ],
  passes: [
    fileInput('tcp_tw_reuse = 3', { kernel: '4.17' }),
    fileInput('tcp_timestamps = 256', { kernel: '5.9' }),
    fileInput('tcp_rmem = 1 131072 6291456', { kernel: '6.1' }),
    fileInput('tcp_fin_timeout = 2147483'),
    fileInput('net.netfilter.nf_conntrack_events = 2', { kernel: '6.1' }),
    fileInput('net.netfilter.nf_conntrack_max = 0', { kernel: '6.18' }),
    fileInput('net.core.rmem_max = 2304'),
    fileInput('fs.file-max = -1', { kernel: '5.10' }),
    fileInput('net.core.optmem_max = -1', { kernel: '6.1' }),
    fileInput('tcp_invalid_ratelimit = -1', { kernel: '7.2' }),
    fileInput('tcp_max_syn_backlog = -0'),
    fileInput('fs.file-max = 9223372036854775807'),
    fileInput('ip_local_reserved_ports = 99999'),
    fileInput('vm.swappiness = 9999'),
  ],
});

describeRule(valueWithoutSense, {
  finds: [
    fileInput('tcp_fin_timeout = 0'),
    fileInput('tcp_keepalive_time = 0'),
    fileInput('tcp_keepalive_probes = 0'),
    fileInput('tcp_timestamps = 7'),
    fileInput('tcp_syncookies = 9'),
  ],
  passes: [
    fileInput('tcp_fin_timeout = 500'),
    fileInput('tcp_timestamps = 2'),
    fileInput('tcp_max_tw_buckets = 0'),
    fileInput('tcp_timestamps = 300'),
  ],
});

describeRule(readOnlyKey, {
  finds: [fileInput('tcp_ehash_entries = 1000')],
  passes: [runningInput('tcp_ehash_entries = 262144')],
});

describeRule(unknownKey, {
  finds: [
    [fileInput('net.ipv4.tcp_tw_resue = 1'), { remedies: ['Write net.ipv4.tcp_tw_reuse.'] }],
    [fileInput('net.ipv4_timestamps = 0'), { remedies: ['Write net.ipv4.tcp_timestamps.'] }],
    [fileInput('net.core.tcp_fin_timeout = 30'), { remedies: ['Write net.ipv4.tcp_fin_timeout.'] }],
    [fileInput('net.ipv4.ip forward = 1'), { remedies: ['Write net.ipv4.ip_forward.'] }],
    [fileInput('kern.ipc.somaxconn = 128'), { remedies: ['Look for the name under /proc/sys.'] }],
    fileInput('my.own.thing = 1'),
  ],
  passes: [
    fileInput('net.ipv4.conf.eth0/100.rp_filter = 1'),
    fileInput('net.ipv4.conf.br-1a2b.rp_filter = 1'),
    fileInput('net.ipv4.tcp_tw_recycle = 1'),
    fileInput('net.ipv6.tcp_tw_reuse = 1'),
    fileInput('my.own.thing = 1', { running: running('my.own.thing = 0') }),
    runningInput('my.own.thing = 1'),
    fileInput('vm.swappiness = 10'),
  ],
});

describeRule(removedKey, {
  finds: [
    fileInput('net.ipv4.netfilter.ip_conntrack_max = 65536'),
    fileInput('tcp_thin_dupack = 1', { kernel: '4.11' }),
  ],
  passes: [fileInput('tcp_thin_dupack = 1', { kernel: '4.10' }), fileInput('tcp_tw_recycle = 1')],
});

describeRule(keyWithoutEffect, {
  finds: [fileInput('tcp_low_latency = 1'), fileInput('tcp_fack = 1')],
  passes: [runningInput('tcp_fack = 0'), fileInput('tcp_low_latency = 1', { kernel: '4.13' })],
});

describeRule(keyThatNeverExisted, {
  finds: [fileInput('net.ipv6.tcp_tw_reuse = 1'), fileInput('net.ipv6.tcp_nonsense = 1')],
  passes: [fileInput('net.ipv6.conf.all.disable_ipv6 = 1')],
});

describeRule(vendorOnlyKey, {
  finds: [fileInput('tcp_tw_timeout = 5')],
  passes: [
    fileInput('tcp_tw_timeout = 5', { running: running('tcp_tw_timeout = 60') }),
    runningInput('tcp_tw_timeout = 60'),
  ],
});

describeRule(keyNewerThanKernel, {
  finds: [
    fileInput('tcp_tw_reuse_delay = 2000', { kernel: '6.13' }),
    fileInput('tcp_autocorking = 1', { kernel: '3.10' }),
    fileInput('net.core.txrehash = 1', { kernel: '5.10' }),
    fileInput('net.ipv4.ip_local_port_step_width = 1', { kernel: '6.18' }),
    [fileInput('tcp_migrate_req = 1', { kernel: '5.10' }), { severity: 'information' }],
  ],
  passes: [
    fileInput('net.core.txrehash = 1', { kernel: '5.15' }),
    fileInput('net.ipv4.ip_local_port_step_width = 1', { kernel: '7.2' }),
    fileInput('tcp_tw_reuse_delay = 2000', { kernel: '6.14' }),
    fileInput('tcp_tw_reuse_delay = 2000'),
    fileInput('tcp_tw_reuse_delay = 2000', { kernel: '6.12', running: running('tcp_tw_reuse_delay = 1000') }),
  ],
});

describeRule(moduleNotLoaded, {
  finds: [
    [fileInput('net.netfilter.nf_conntrack_max = 1'), { severity: 'hint' }],
    [
      fileInput('net.netfilter.nf_conntrack_max = 1', { modulesAtBoot: new Set(['br_netfilter']) }),
      { severity: 'hint' },
    ],
    [fileInput('net.bridge.bridge-nf-call-iptables = 1', { running: running('') }), { severity: 'warning' }],
  ],
  passes: [
    fileInput('net.netfilter.nf_conntrack_max = 1', { modulesAtBoot: new Set(['nf_conntrack']) }),
    fileInput('net.bridge.bridge-nf-call-iptables = 1', {
      running: running(''),
      modulesAtBoot: new Set(['br_netfilter']),
    }),
    fileInput('net.nf_conntrack_max = 1', { running: running('net.nf_conntrack_max = 2') }),
    runningInput('net.netfilter.nf_conntrack_max = 1'),
    fileInput('tcp_tw_reuse = 1', { running: running('') }),
  ],
});

describeRule(notInContainer, {
  finds: [
    fileInput('tcp_max_orphans = 9', { containers: 'inside' }),
    fileInput('net.core.rmem_max = 9', { containers: 'inside' }),
    fileInput('net.core.default_qdisc = fq', { containers: 'inside' }),
    fileInput('net.ipv4.neigh.default.gc_thresh1 = 9', { containers: 'inside' }),
    fileInput('net.ipv4.tcp_allowed_congestion_control = reno', { containers: 'inside' }),
  ],
  passes: [
    fileInput('net.core.default_qdisc = fq'),
    fileInput('net.ipv4.neigh.eth0.gc_stale_time = 9', { containers: 'inside' }),
    fileInput('net.ipv4.tcp_congestion_control = reno', { containers: 'inside' }),
    fileInput('tcp_max_orphans = 9'),
    fileInput('tcp_tw_reuse = 1', { containers: 'inside' }),
    fileInput('fs.file-max = 1', { containers: 'inside' }),
  ],
});

describeRule(perNamespaceKey, {
  finds: [fileInput('tcp_tw_reuse = 1', { containers: 'host' })],
  passes: [
    fileInput('tcp_tw_reuse = 1'),
    fileInput('tcp_max_orphans = 9', { containers: 'host' }),
    fileInput('tcp_rmem = 4096 131072 33554432', { containers: 'host' }),
    fileInput('tcp_tw_reuse = 1', { containers: 'host', kernel: '4.9' }),
  ],
});
