import { abortOnOverflow } from '../../../../../src/core/rules/parameter/abortOnOverflow.ts';
import { bufferOrder } from '../../../../../src/core/rules/parameter/bufferOrder.ts';
import { conntrackEstablishedShort } from '../../../../../src/core/rules/parameter/conntrackEstablishedShort.ts';
import { conntrackMaxOverBuckets } from '../../../../../src/core/rules/parameter/conntrackMaxOverBuckets.ts';
import { conntrackTimeWaitShort } from '../../../../../src/core/rules/parameter/conntrackTimeWaitShort.ts';
import { fileLimitNotTimeWait } from '../../../../../src/core/rules/parameter/fileLimitNotTimeWait.ts';
import { keepaliveAfterConntrack } from '../../../../../src/core/rules/parameter/keepaliveAfterConntrack.ts';
import { orphanRetriesZero } from '../../../../../src/core/rules/parameter/orphanRetriesZero.ts';
import { orphansBelowDefault } from '../../../../../src/core/rules/parameter/orphansBelowDefault.ts';
import { orphansOverMemory } from '../../../../../src/core/rules/parameter/orphansOverMemory.ts';
import { retriesBelowStandard } from '../../../../../src/core/rules/parameter/retriesBelowStandard.ts';
import { rtoMaxWithoutRetries } from '../../../../../src/core/rules/parameter/rtoMaxWithoutRetries.ts';
import { somaxconnLow } from '../../../../../src/core/rules/parameter/somaxconnLow.ts';
import { somaxconnNeedsRestart } from '../../../../../src/core/rules/parameter/somaxconnNeedsRestart.ts';
import { somaxconnTooHighForOldKernel } from '../../../../../src/core/rules/parameter/somaxconnTooHighForOldKernel.ts';
import { synBacklogMatchesSomaxconn } from '../../../../../src/core/rules/parameter/synBacklogMatchesSomaxconn.ts';
import { synBacklogNoEffect } from '../../../../../src/core/rules/parameter/synBacklogNoEffect.ts';
import { syncookiesAlways } from '../../../../../src/core/rules/parameter/syncookiesAlways.ts';
import { syncookiesOff } from '../../../../../src/core/rules/parameter/syncookiesOff.ts';
import { syncookiesOffSmallBacklog } from '../../../../../src/core/rules/parameter/syncookiesOffSmallBacklog.ts';
import { synRetriesHigh } from '../../../../../src/core/rules/parameter/synRetriesHigh.ts';
import { tcpMemInBytes } from '../../../../../src/core/rules/parameter/tcpMemInBytes.ts';
import { describeRule, fileInput, running, runningInput } from '../../../../support/judging.ts';

describeRule(somaxconnLow, {
  finds: [
    fileInput('net.core.somaxconn = 1024'),
    fileInput('net.core.somaxconn = 128', { kernel: '5.4' }),
    fileInput('net.core.somaxconn = 100', { kernel: '5.3' }),
  ],
  passes: [
    fileInput('net.core.somaxconn = 4096'),
    runningInput('net.core.somaxconn = 128', { kernel: '5.3' }),
  ],
});

describeRule(somaxconnTooHighForOldKernel, {
  finds: [fileInput('net.core.somaxconn = 65536', { kernel: '3.16' })],
  passes: [
    fileInput('net.core.somaxconn = 65535', { kernel: '3.16' }),
    fileInput('net.core.somaxconn = 65536', { kernel: '3.10' }),
    fileInput('net.core.somaxconn = 65536', { kernel: '4.1' }),
    fileInput('net.core.somaxconn = 65536'),
  ],
});

describeRule(somaxconnNeedsRestart, {
  finds: [fileInput('net.core.somaxconn = 65535')],
  passes: [fileInput('net.core.somaxconn = 4096'), runningInput('net.core.somaxconn = 65535')],
});

describeRule(synBacklogNoEffect, {
  finds: [
    fileInput('tcp_max_syn_backlog = 8192'),
    fileInput('tcp_max_syn_backlog = 8192\nnet.core.somaxconn = 4096\ntcp_syncookies = 1'),
  ],
  passes: [
    fileInput('tcp_max_syn_backlog = 8192\ntcp_syncookies = 0'),
    fileInput('tcp_max_syn_backlog = 8192', { kernel: '4.3' }),
    fileInput('tcp_max_syn_backlog = 8192\nnet.core.somaxconn = 8192'),
    runningInput('tcp_max_syn_backlog = 2048'),
  ],
});

describeRule(synBacklogMatchesSomaxconn, {
  finds: [fileInput('tcp_max_syn_backlog = 8192\nnet.core.somaxconn = 8192')],
  passes: [
    fileInput('tcp_max_syn_backlog = 8192'),
    fileInput('tcp_max_syn_backlog = 8192\nnet.core.somaxconn = 8192\ntcp_syncookies = 0'),
    runningInput('tcp_max_syn_backlog = 4096\nnet.core.somaxconn = 4096'),
  ],
});

describeRule(syncookiesOff, {
  finds: [fileInput('tcp_syncookies = 0')],
  passes: [fileInput('tcp_syncookies = 1')],
});

describeRule(syncookiesAlways, {
  finds: [fileInput('tcp_syncookies = 2')],
  passes: [fileInput('tcp_syncookies = 1'), fileInput('tcp_syncookies = 3')],
});

describeRule(syncookiesOffSmallBacklog, {
  finds: [
    fileInput('tcp_syncookies = 0\ntcp_max_syn_backlog = 1024'),
    fileInput('tcp_max_syn_backlog = 5000\nnet.core.somaxconn = 65535', {
      running: running('tcp_syncookies = 0'),
    }),
  ],
  passes: [
    fileInput('tcp_syncookies = 0\ntcp_max_syn_backlog = 4096'),
    fileInput('tcp_syncookies = 1\ntcp_max_syn_backlog = 1024'),
    fileInput('tcp_max_syn_backlog = 1024'),
  ],
});

describeRule(abortOnOverflow, {
  finds: [fileInput('tcp_abort_on_overflow = 1')],
  passes: [fileInput('tcp_abort_on_overflow = 0')],
});

describeRule(orphansBelowDefault, {
  finds: [
    fileInput('tcp_max_orphans = 4096'),
    runningInput('tcp_max_orphans = 65536\ntcp_ehash_entries = 262144'),
  ],
  passes: [
    fileInput('tcp_max_orphans = 262144'),
    runningInput('tcp_max_orphans = 2048\ntcp_ehash_entries = 4096'),
    runningInput('tcp_max_orphans = 2048'),
  ],
});

describeRule(orphansOverMemory, {
  finds: [
    fileInput('tcp_max_orphans = 3276800\ntcp_mem = 94500000 915000000 927000'),
    fileInput('tcp_max_orphans = 262144\ntcp_mem = 100000 200000 300000'),
  ],
  passes: [
    runningInput('tcp_max_orphans = 131072\ntcp_mem = 287898 383867 575796'),
    fileInput('tcp_max_orphans = 1000\ntcp_mem = 287898 383867 575796'),
    fileInput('tcp_max_orphans = 3276800'),
  ],
});

describeRule(orphanRetriesZero, {
  finds: [fileInput('tcp_orphan_retries = 0')],
  passes: [runningInput('tcp_orphan_retries = 0'), fileInput('tcp_orphan_retries = 2')],
});

describeRule(retriesBelowStandard, {
  finds: [fileInput('tcp_retries2 = 5'), fileInput('tcp_retries2 = 0')],
  passes: [fileInput('tcp_retries2 = 8'), fileInput('tcp_retries2 = 15')],
});

describeRule(rtoMaxWithoutRetries, {
  finds: [fileInput('tcp_rto_max_ms = 10000'), fileInput('tcp_rto_max_ms = 10000\ntcp_retries2 = 15')],
  passes: [fileInput('tcp_rto_max_ms = 120000'), fileInput('tcp_rto_max_ms = 10000\ntcp_retries2 = 60')],
});

describeRule(synRetriesHigh, {
  finds: [fileInput('tcp_syn_retries = 10'), fileInput('tcp_synack_retries = 6')],
  passes: [fileInput('tcp_syn_retries = 6\ntcp_synack_retries = 5'), fileInput('tcp_retries1 = 20')],
});

describeRule(keepaliveAfterConntrack, {
  finds: [fileInput('tcp_keepalive_time = 7200\nnet.netfilter.nf_conntrack_tcp_timeout_established = 3600')],
  passes: [
    fileInput('tcp_keepalive_time = 600\nnet.netfilter.nf_conntrack_tcp_timeout_established = 3600'),
    runningInput('tcp_keepalive_time = 7200\nnet.netfilter.nf_conntrack_tcp_timeout_established = 432000'),
    fileInput('tcp_keepalive_time = 7200'),
  ],
});

describeRule(conntrackEstablishedShort, {
  finds: [fileInput('net.netfilter.nf_conntrack_tcp_timeout_established = 1200')],
  passes: [
    fileInput('net.netfilter.nf_conntrack_tcp_timeout_established = 86400'),
    fileInput('tcp_keepalive_time = 600\nnet.netfilter.nf_conntrack_tcp_timeout_established = 1200'),
  ],
});

describeRule(conntrackTimeWaitShort, {
  finds: [fileInput('net.netfilter.nf_conntrack_tcp_timeout_time_wait = 30')],
  passes: [fileInput('net.netfilter.nf_conntrack_tcp_timeout_time_wait = 60')],
});

describeRule(conntrackMaxOverBuckets, {
  finds: [
    fileInput('net.netfilter.nf_conntrack_max = 1000000\nnet.netfilter.nf_conntrack_buckets = 65536'),
    fileInput('net.nf_conntrack_max = 1000000', {
      running: running('net.netfilter.nf_conntrack_buckets = 65536'),
    }),
  ],
  passes: [
    fileInput('net.netfilter.nf_conntrack_max = 262144\nnet.netfilter.nf_conntrack_buckets = 65536'),
    fileInput('net.netfilter.nf_conntrack_max = 1000000'),
  ],
});

describeRule(tcpMemInBytes, {
  finds: [fileInput('tcp_mem = 4096 87380 16777216'), fileInput('tcp_mem = 8388608 12582912 17179869184')],
  passes: [
    fileInput('tcp_mem = 786432 1048576 1572864'),
    runningInput('tcp_mem = 16777216 20000000 30000000'),
  ],
});

describeRule(bufferOrder, {
  finds: [
    fileInput('tcp_rmem = 4096 16777216 87380'),
    [fileInput('tcp_mem = 3 2 1'), { section: 'tcp-mem' }],
  ],
  passes: [
    fileInput('tcp_rmem = 4096 87380 16777216'),
    fileInput('tcp_wmem = 4096'),
    fileInput('net.core.rmem_max = 1'),
  ],
});

describeRule(fileLimitNotTimeWait, {
  finds: [
    fileInput('fs.file-max = 1000000\ntcp_tw_reuse = 1'),
    fileInput('fs.nr_open = 1\ntcp_max_tw_buckets = 9'),
  ],
  passes: [fileInput('fs.file-max = 1000000'), runningInput('fs.file-max = 9\ntcp_tw_reuse = 2')],
});
