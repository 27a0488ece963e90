import assert from 'node:assert/strict';
import { inspectIn, type Inspected } from '../support/cli.ts';
import { Namespace } from '../support/namespace.ts';
import { skipWhere } from '../support/skipWhere.ts';

type Found = Inspected['report']['findings'][number];

/** Values that rules find fault with, in groups that do not hide each other, and rules that offer a command for them. */
const faults = [
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
] as const;

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

  for (const { expected, values } of faults)
    it(`among them ${expected.join(', ')}`, async () => {
      await using namespace = await Namespace.create();
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
      for (const rule of expected) assert.ok(rules.has(rule), rule);
    });
});
