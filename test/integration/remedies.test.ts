import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectIn, type Inspected } from '../support/cli.ts';
import { compareKernels, runningKernel } from '../support/kernelFiles.ts';
import { Namespace } from '../support/namespace.ts';
import { repository } from '../support/paths.ts';
import { skipWhere } from '../support/skipWhere.ts';
import { Traffic } from '../support/traffic.ts';

type Found = Inspected['report']['findings'][number];

interface Fault {
  /** Rules among those that offer a command then. */
  readonly expected: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  /** A port of the range that somebody listens on. */
  readonly listen?: number;
  /** Whether connections are tracked, without which some parameters do not exist. */
  readonly tracks?: true;
}

/** Values that rules find fault with, in groups that do not hide each other, and rules that offer a command for them. */
const faults: readonly Fault[] = [
  {
    expected: [
      'rfc1337-keeps-collisions',
      'timestamps-off',
      'port-range-narrow',
      'autobind-reuse',
      'somaxconn-low',
      'syncookies-off',
      'syncookies-off-small-backlog',
      'abort-on-overflow',
      'fin-timeout-long',
      'tw-reuse-off',
    ],
    values: {
      'net.ipv4.tcp_tw_reuse': '0',
      'net.ipv4.tcp_timestamps': '0',
      'net.ipv4.tcp_max_tw_buckets': '10',
      'net.ipv4.tcp_fin_timeout': '1000',
      'net.ipv4.tcp_rfc1337': '1',
      'net.ipv4.tcp_syncookies': '0',
      'net.ipv4.tcp_abort_on_overflow': '1',
      'net.ipv4.tcp_max_syn_backlog': '4',
      'net.ipv4.tcp_syn_retries': '100',
      'net.ipv4.tcp_retries2': '2',
      'net.core.somaxconn': '8',
      'net.ipv4.ip_local_port_range': '1025 2000',
      'net.ipv4.ip_autobind_reuse': '1',
    },
  },
  {
    expected: ['port-range-narrow', 'syncookies-always', 'timestamps-without-offset'],
    values: {
      'net.ipv4.tcp_max_tw_buckets': '0',
      'net.ipv4.tcp_syncookies': '2',
      'net.ipv4.tcp_timestamps': '2',
      'net.ipv4.tcp_orphan_retries': '1',
      'net.ipv4.ip_local_port_range': '40001 40200',
      'net.ipv4.tcp_tw_reuse': '2',
    },
  },
  {
    expected: ['port-range-narrow', 'tw-reuse-off'],
    values: { 'net.ipv4.tcp_tw_reuse': '0', 'net.ipv4.ip_local_port_range': '60998 60999' },
  },
  {
    expected: [
      'port-range-parity',
      'tw-reuse-outgoing-only',
      'fin-timeout-not-time-wait',
      'value-without-sense',
    ],
    values: {
      'net.ipv4.ip_local_port_range': '20000 60000',
      'net.ipv4.tcp_tw_reuse': '1',
      'net.ipv4.tcp_fin_timeout': '15',
      'net.ipv4.tcp_keepalive_intvl': '0',
    },
  },
  {
    // The key came with Linux 6.14.
    expected: compareKernels(runningKernel, '6.14') < 0 ? [] : ['tw-reuse-delay-short'],
    values: {
      'net.ipv4.tcp_tw_reuse': '1',
      ...(compareKernels(runningKernel, '6.14') >= 0 && { 'net.ipv4.tcp_tw_reuse_delay': '10' }),
    },
  },
  {
    expected: ['tw-reuse-without-timestamps'],
    values: {
      'net.ipv4.ip_local_port_range': '1024 65535',
      'net.ipv4.tcp_tw_reuse': '1',
      'net.ipv4.tcp_timestamps': '0',
      'net.ipv4.tcp_rfc1337': '1',
    },
  },
  {
    expected: ['listener-in-port-range', 'conntrack-time-wait-short'],
    values: { 'net.netfilter.nf_conntrack_tcp_timeout_time_wait': '10' },
    listen: 40_050,
    tracks: true,
  },
];

const tracking = `table ip track {
  chain output {
    type filter hook output priority 0
    ct state new accept
  }
}
`;

/** Commands that a test of their own runs, since they need sockets or files. */
const runElsewhere: Readonly<Record<string, string>> = {
  'ephemeral-port-exhaustion': 'test/integration/scenarios/remedies.test.ts',
  'half-open-queue': 'test/integration/scenarios/remedies.test.ts',
  'tw-buckets-below-rate': 'test/integration/scenarios/remedies.test.ts',
  'service-port-taken': 'test/integration/servicePorts.test.ts',
  'running-value-differs': 'test/integration/drift.test.ts',
};

const notInspected = 'no inspection reads its parameters';
const onlyFiles = 'judges what a file sets';
const refused = 'the kernel refuses such a value, so it never runs';
const noSuchKey = 'a running kernel has no such key';
const ofMemory = 'gives back a default that depends on the memory, so there is no command';
const ofMachine = 'a limit of the whole machine, which a network namespace can only read';
const ofOldKernel = 'only Linux before 4.18 has it';

/** Why a rule offers no command for a running kernel, or none that can be run here. */
const neverRunning: Readonly<Record<string, string>> = {
  'buffer-order': notInspected,
  'retries-below-standard': notInspected,
  'rfc1337-behind-nat': notInspected,
  'rto-max-without-retries': notInspected,
  'syn-retries-high': notInspected,
  'key-without-effect': onlyFiles,
  'not-in-container': onlyFiles,
  'orphan-retries-zero': onlyFiles,
  'port-range-includes-services': onlyFiles,
  'read-only-key': onlyFiles,
  'syn-backlog-matches-somaxconn': onlyFiles,
  'syn-backlog-no-effect': onlyFiles,
  'tw-reuse-loopback-only': onlyFiles,
  'port-range-below-unprivileged': refused,
  'port-range-inverted': refused,
  'unprivileged-start-above-range': refused,
  'value-out-of-range': refused,
  'key-newer-than-kernel': noSuchKey,
  'key-that-never-existed': noSuchKey,
  'removed-key': noSuchKey,
  'tw-recycle-removed': noSuchKey,
  'unknown-key': noSuchKey,
  'vendor-only-key': noSuchKey,
  'orphans-below-default': ofMachine,
  'conntrack-max-over-buckets': ofMachine,
  'tw-buckets-below-default': ofMemory,
  'tw-buckets-below-ports': ofMemory,
  'tw-buckets-huge': ofMemory,
  'tw-buckets-negative': ofMemory,
  'tw-buckets-zero': ofMemory,
  'somaxconn-too-high-for-old-kernel': ofOldKernel,
  'tw-reuse-two-means-on': ofOldKernel,
};

/** Each command that a finding about a running value offers is run, and the finding is looked for again. */
describe('the command that sets a parameter, of every finding that has one', function () {
  this.timeout(120_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  const commandOf = ({ actions }: Found): string | undefined =>
    actions.flatMap((action) =>
      action.kind === 'copyCommand' && action.purpose === 'set' ? [action.command] : [],
    )[0];
  const same = (one: Found, other: Found): boolean =>
    one.rule === other.rule && JSON.stringify(one.subject) === JSON.stringify(other.subject);

  async function set(namespace: Namespace, values: Readonly<Record<string, string>>): Promise<void> {
    for (const [key, value] of Object.entries(values)) await namespace.sysctl(key, value);
  }

  const hasRun = new Set<string>();

  for (const { expected, values, listen, tracks } of faults) {
    it(`among them ${expected.join(', ')}`, async () => {
      await using namespace = await Namespace.create();
      if (tracks === true) await namespace.runOk('nft', ['-f', '-'], { input: tracking });
      await using traffic = Traffic.start(namespace);
      if (listen !== undefined) await traffic.listen('127.0.0.1', listen);
      await set(namespace, values);
      const inspect = async (): Promise<readonly Found[]> =>
        (await inspectIn(namespace, ['--interval', '0'])).report.findings;
      const findings = (await inspect()).filter((found) => commandOf(found) !== undefined);
      assert.ok(findings.length > 0, 'the values are at fault');
      const left: string[] = [];
      for (const found of findings) {
        await set(namespace, values);
        await namespace.runOk('sh', ['-ec', commandOf(found) ?? 'false']);
        const again = (await inspect()).find((other) => same(found, other));
        if (again !== undefined) left.push(`${found.rule}: ${commandOf(found) ?? ''}`);
      }
      assert.deepEqual(left, []);
      const rules = new Set(findings.map(({ rule }) => rule));
      for (const rule of rules) hasRun.add(rule);
      for (const rule of expected) assert.ok(rules.has(rule), rule);
    });
  }

  it('has been run for every rule that can offer one', () => {
    const offering = rulesWithFixes();
    assert.ok(offering.size > 40, 'the sources were found');
    const run = new Set([...hasRun, ...Object.keys(runElsewhere)]);
    assert.deepEqual(
      [...offering].filter((rule) => !run.has(rule) && !(rule in neverRunning)).sort(),
      [],
      'a rule offers a command that no test runs',
    );
    assert.deepEqual(
      Object.keys({ ...runElsewhere, ...neverRunning }).filter(
        (rule) => !offering.has(rule) || hasRun.has(rule),
      ),
      [],
      'an exception is out of date',
    );
  });
});

/** Ids of the rules whose source makes a fix: on a running kernel that is a command. */
function rulesWithFixes(): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const folder of ['live', 'parameter', 'watched'])
    for (const file of readdirSync(join(repository, 'src/core/rules', folder))) {
      const text = readFileSync(join(repository, 'src/core/rules', folder, file), 'utf8');
      const id = /\bid: '([a-z0-9-]+)'/.exec(text)?.[1];
      if (id !== undefined && /\bfixes\b/.test(text)) ids.add(id);
    }
  return ids;
}
