import type { CounterReadings } from '../../../../../src/core/model/counters.ts';
import { finTimeoutLong } from '../../../../../src/core/rules/parameter/finTimeoutLong.ts';
import { finTimeoutNotTimeWait } from '../../../../../src/core/rules/parameter/finTimeoutNotTimeWait.ts';
import { rfc1337BehindNat } from '../../../../../src/core/rules/parameter/rfc1337BehindNat.ts';
import { rfc1337KeepsCollisions } from '../../../../../src/core/rules/parameter/rfc1337KeepsCollisions.ts';
import { timestampsOff } from '../../../../../src/core/rules/parameter/timestampsOff.ts';
import { timestampsWithoutOffset } from '../../../../../src/core/rules/parameter/timestampsWithoutOffset.ts';
import { twBucketsBelowDefault } from '../../../../../src/core/rules/parameter/twBucketsBelowDefault.ts';
import { twBucketsBelowPorts } from '../../../../../src/core/rules/parameter/twBucketsBelowPorts.ts';
import { twBucketsBelowRate } from '../../../../../src/core/rules/parameter/twBucketsBelowRate.ts';
import { twBucketsHuge } from '../../../../../src/core/rules/parameter/twBucketsHuge.ts';
import { twBucketsNegative } from '../../../../../src/core/rules/parameter/twBucketsNegative.ts';
import { twBucketsZero } from '../../../../../src/core/rules/parameter/twBucketsZero.ts';
import { twRecycleRemoved } from '../../../../../src/core/rules/parameter/twRecycleRemoved.ts';
import { twRecycleWithReuse } from '../../../../../src/core/rules/parameter/twRecycleWithReuse.ts';
import { twReuseDelayShort } from '../../../../../src/core/rules/parameter/twReuseDelayShort.ts';
import { twReuseDelayUnused } from '../../../../../src/core/rules/parameter/twReuseDelayUnused.ts';
import { twReuseLoopbackOnly } from '../../../../../src/core/rules/parameter/twReuseLoopbackOnly.ts';
import { twReuseOff } from '../../../../../src/core/rules/parameter/twReuseOff.ts';
import { twReuseOutgoingOnly } from '../../../../../src/core/rules/parameter/twReuseOutgoingOnly.ts';
import { twReuseTwoMeansOn } from '../../../../../src/core/rules/parameter/twReuseTwoMeansOn.ts';
import { twReuseWithoutTimestamps } from '../../../../../src/core/rules/parameter/twReuseWithoutTimestamps.ts';
import { wrongLevers } from '../../../../../src/core/rules/parameter/wrongLevers.ts';
import { describeRule, fileInput, running, runningInput } from '../../../../support/judging.ts';

describeRule(twRecycleRemoved, {
  finds: [
    [fileInput('tcp_tw_recycle = 1', { kernel: '6.18' }), { severity: 'error' }],
    [fileInput('tcp_tw_recycle = 0', { kernel: '4.12' }), { severity: 'error' }],
    [fileInput('tcp_tw_recycle = 1', { kernel: '4.11' }), { severity: 'error' }],
    [fileInput('tcp_tw_recycle = 0'), { severity: 'warning' }],
    [fileInput('tcp_tw_recycle = 1'), { severity: 'error' }],
    [fileInput('tcp_tw_recycle = yes'), { severity: 'error' }],
    [runningInput('tcp_tw_recycle = 1', { kernel: '3.10' }), { severity: 'error' }],
  ],
  passes: [runningInput('tcp_tw_recycle = 0', { kernel: '4.9' }), fileInput('tcp_tw_reuse = 1')],
});

describeRule(twRecycleWithReuse, {
  finds: [fileInput('tcp_tw_reuse = 1\ntcp_tw_recycle = 1')],
  passes: [fileInput('tcp_tw_reuse = 1'), fileInput('tcp_tw_reuse = 1\ntcp_tw_recycle = 0')],
});

describeRule(twReuseOutgoingOnly, {
  finds: [
    fileInput('tcp_tw_reuse = 1'),
    fileInput('tcp_tw_reuse = 1 # on'),
    fileInput('tcp_tw_reuse = "1"'),
    runningInput('tcp_tw_reuse = 1'),
  ],
  passes: [fileInput('tcp_tw_reuse = 2'), fileInput('tcp_tw_reuse = 0')],
});

describeRule(twReuseTwoMeansOn, {
  finds: [
    fileInput('tcp_tw_reuse = 2', { kernel: '4.17' }),
    fileInput('tcp_tw_reuse = 5', { kernel: '4.4' }),
  ],
  passes: [fileInput('tcp_tw_reuse = 2', { kernel: '4.18' }), fileInput('tcp_tw_reuse = 2')],
});

describeRule(twReuseLoopbackOnly, {
  finds: [fileInput('tcp_tw_reuse = 2'), fileInput('tcp_tw_reuse = 2', { kernel: '6.1' })],
  passes: [
    fileInput('tcp_tw_reuse = 2', { kernel: '4.17' }),
    runningInput('tcp_tw_reuse = 2', { kernel: '6.1' }),
  ],
});

describeRule(twReuseOff, {
  finds: [fileInput('tcp_tw_reuse = 0', { kernel: '4.18' }), fileInput('tcp_tw_reuse = 0')],
  passes: [runningInput('tcp_tw_reuse = 0', { kernel: '4.17' }), fileInput('tcp_tw_reuse = 1')],
});

describeRule(twReuseWithoutTimestamps, {
  finds: [
    fileInput('tcp_tw_reuse = 1\ntcp_timestamps = 0'),
    runningInput('tcp_tw_reuse = 2\ntcp_timestamps = 0'),
    fileInput('tcp_tw_reuse = 1', { running: running('tcp_timestamps = 0') }),
  ],
  passes: [
    fileInput('tcp_tw_reuse = 0\ntcp_timestamps = 0'),
    fileInput('tcp_tw_reuse = 1'),
    fileInput('tcp_timestamps = 0'),
    fileInput('tcp_tw_reuse = 1\ntcp_timestamps = 1', { running: running('tcp_timestamps = 0') }),
  ],
});

describeRule(twReuseDelayShort, {
  finds: [fileInput('tcp_tw_reuse_delay = 100')],
  passes: [fileInput('tcp_tw_reuse_delay = 1000'), fileInput('tcp_tw_reuse_delay = 0')],
});

describeRule(twReuseDelayUnused, {
  finds: [
    fileInput('tcp_tw_reuse_delay = 2000\ntcp_tw_reuse = 0'),
    fileInput('tcp_tw_reuse_delay = 2000', { running: running('tcp_tw_reuse = 0') }),
  ],
  passes: [
    fileInput('tcp_tw_reuse_delay = 2000\ntcp_tw_reuse = 1'),
    fileInput('tcp_tw_reuse_delay = 2000'),
    runningInput('tcp_tw_reuse_delay = 1000\ntcp_tw_reuse = 0'),
  ],
});

describeRule(finTimeoutNotTimeWait, {
  finds: [fileInput('tcp_fin_timeout = 30'), fileInput('tcp_fin_timeout = 1')],
  passes: [
    fileInput('tcp_fin_timeout = 60'),
    fileInput('tcp_fin_timeout = 0'),
    fileInput('tcp_fin_timeout = 90'),
  ],
});

describeRule(finTimeoutLong, {
  finds: [fileInput('tcp_fin_timeout = 61'), fileInput('tcp_fin_timeout = 180')],
  passes: [fileInput('tcp_fin_timeout = 60'), fileInput('tcp_fin_timeout = 15')],
});

describeRule(twBucketsZero, {
  finds: [fileInput('tcp_max_tw_buckets = 0')],
  passes: [fileInput('tcp_max_tw_buckets = 1'), fileInput('tcp_max_tw_buckets = -1')],
});

describeRule(twBucketsNegative, {
  finds: [fileInput('tcp_max_tw_buckets = -1')],
  passes: [fileInput('tcp_max_tw_buckets = 0'), fileInput('tcp_max_tw_buckets = 200000')],
});

describeRule(twBucketsBelowPorts, {
  finds: [
    fileInput('tcp_max_tw_buckets = 5000'),
    fileInput('tcp_max_tw_buckets = 28231'),
    fileInput('tcp_max_tw_buckets = 60000\nip_local_port_range = 1024 65535'),
    runningInput('tcp_max_tw_buckets = 5000\ntcp_ehash_entries = 262144'),
    runningInput('tcp_max_tw_buckets = 5000\ntcp_ehash_entries = -262144'),
  ],
  passes: [
    fileInput('tcp_max_tw_buckets = 28232'),
    fileInput('tcp_max_tw_buckets = 0'),
    fileInput('tcp_max_tw_buckets = 27000\nip_local_reserved_ports = 40000-44999'),
    // A host with 512 MiB: the kernel chose it.
    runningInput('tcp_max_tw_buckets = 2048\ntcp_ehash_entries = 4096'),
    runningInput('tcp_max_tw_buckets = 2048'),
  ],
});

describeRule(twBucketsBelowDefault, {
  finds: [
    runningInput('tcp_max_tw_buckets = 65536\ntcp_ehash_entries = 262144'),
    fileInput('tcp_max_tw_buckets = 65536', { running: running('tcp_ehash_entries = 262144') }),
  ],
  passes: [
    runningInput('tcp_max_tw_buckets = 131072\ntcp_ehash_entries = 262144'),
    runningInput('tcp_max_tw_buckets = 5000\ntcp_ehash_entries = 262144'),
    fileInput('tcp_max_tw_buckets = 65536'),
  ],
});

interface Waiting {
  readonly before: number;
  readonly after: number;
  readonly as?: 'later' | 'level';
}

const after = ({ before, after: now, as = 'later' }: Waiting): readonly (readonly [string, number])[] =>
  as === 'later'
    ? [
        ['sockstat.TCP.tw', before],
        ['later.sockstat.TCP.tw', now],
      ]
    : [['sockstat.TCP.tw', now]];

/** Ten seconds; `waiting` are in TIME_WAIT before and after them, where that is known, `as` told by a snapshot of today or an older one. */
const closing = (grown: number, skipped = 0, waiting?: Waiting): CounterReadings => ({
  current: new Map([
    ['TcpExt.TW', 1000 + grown],
    ['TcpExt.TCPTimeWaitOverflow', 50 + skipped],
    ...(waiting === undefined ? [] : after(waiting)),
  ]),
  previous: {
    counters: new Map([
      ['TcpExt.TW', 1000],
      ['TcpExt.TCPTimeWaitOverflow', 50],
      ...(waiting === undefined ? [] : [['sockstat.TCP.tw', waiting.before] as const]),
    ]),
    secondsEarlier: 10,
  },
});

describeRule(twBucketsBelowRate, {
  finds: [
    runningInput('tcp_max_tw_buckets = 131072', { counters: closing(30_000) }),
    // A full table: hardly any enters, and the others would have to.
    runningInput('tcp_max_tw_buckets = 131072', { counters: closing(100, 30_000) }),
    // A load that has just begun, and the same when the table is full: as many leave as enter.
    runningInput('tcp_max_tw_buckets = 8192', { counters: closing(2000, 0, { before: 0, after: 2000 }) }),
    runningInput('tcp_max_tw_buckets = 8192', {
      counters: closing(1360, 640, { before: 8192, after: 8192 }),
    }),
    // Those of an earlier load leave meanwhile.
    runningInput('tcp_max_tw_buckets = 8192', {
      counters: closing(1360, 640, { before: 8192, after: 7000 }),
    }),
    // An older snapshot with the level of the first reading in the second, too.
    runningInput('tcp_max_tw_buckets = 8192', {
      counters: closing(2500, 0, { before: 3000, after: 3000, as: 'level' }),
    }),
  ],
  passes: [
    runningInput('tcp_max_tw_buckets = 131072', { counters: closing(20_000) }),
    runningInput('tcp_max_tw_buckets = 131072', { counters: { current: new Map() } }),
    // Clients that come again from the same ports take over what waits for them: 60 at any time.
    runningInput('tcp_max_tw_buckets = 8192', { counters: closing(2500, 0, { before: 60, after: 60 }) }),
    // The same in an older snapshot, with the level of an earlier inspection.
    runningInput('tcp_max_tw_buckets = 8192', {
      counters: closing(2500, 0, { before: 60, after: 61, as: 'level' }),
    }),
  ],
});

describeRule(twBucketsHuge, {
  finds: [
    fileInput('tcp_max_tw_buckets = 1440000'),
    fileInput('tcp_max_tw_buckets = 300000', { running: running('tcp_ehash_entries = 131072') }),
  ],
  passes: [
    fileInput('tcp_max_tw_buckets = 1000000'),
    fileInput('tcp_max_tw_buckets = 1048576', { running: running('tcp_ehash_entries = 524288') }),
  ],
});

describeRule(rfc1337KeepsCollisions, {
  finds: [
    [fileInput('tcp_rfc1337 = 1'), { severity: 'warning' }],
    [fileInput('tcp_rfc1337 = 1', { profile: 'hardening' }), { severity: 'information' }],
    fileInput('tcp_rfc1337 = 1', { kernel: '4.14' }),
  ],
  passes: [fileInput('tcp_rfc1337 = 0')],
});

describeRule(rfc1337BehindNat, {
  finds: [fileInput('tcp_rfc1337 = 1\nip_forward = 1'), fileInput('tcp_rfc1337 = 1\nip_nonlocal_bind = 1')],
  passes: [
    fileInput('tcp_rfc1337 = 1'),
    fileInput('tcp_rfc1337 = 1\nip_forward = 0'),
    fileInput('ip_forward = 1'),
  ],
});

describeRule(timestampsOff, {
  finds: [
    [fileInput('tcp_timestamps = 0'), { severity: 'warning' }],
    [fileInput('tcp_timestamps = 0', { profile: 'hardening' }), { severity: 'information' }],
  ],
  passes: [fileInput('tcp_timestamps = 1')],
});

describeRule(timestampsWithoutOffset, {
  finds: [fileInput('tcp_timestamps = 2')],
  passes: [fileInput('tcp_timestamps = 1'), fileInput('tcp_timestamps = 2', { kernel: '4.9' })],
});

describeRule(wrongLevers, {
  finds: [fileInput('tcp_fin_timeout = 15\ntcp_max_tw_buckets = 1440000')],
  passes: [
    fileInput('tcp_fin_timeout = 15\ntcp_max_tw_buckets = 1440000\nip_local_port_range = 1024 65535'),
    fileInput('tcp_fin_timeout = 15'),
    fileInput('tcp_fin_timeout = 15\ntcp_max_tw_buckets = 1440000\ntcp_tw_reuse = 1'),
    runningInput('tcp_fin_timeout = 60\ntcp_max_tw_buckets = 131072'),
  ],
});
