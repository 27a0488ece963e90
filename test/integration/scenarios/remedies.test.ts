import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Inspected } from '../../support/cli.ts';
import { silence } from '../../support/firewall.ts';
import { Namespace } from '../../support/namespace.ts';
import { runOk } from '../../support/run.ts';
import { Situation } from '../../support/situation.ts';
import { skipWhere } from '../../support/skipWhere.ts';

/** The commands that set a parameter, by the rule that offers them. */
function settings({ report }: Inspected): ReadonlyMap<string, string> {
  return new Map(
    report.findings.flatMap(({ rule, actions }) =>
      actions.flatMap((action) =>
        action.kind === 'copyCommand' && action.purpose === 'set' ? [[rule, action.command] as const] : [],
      ),
    ),
  );
}

describe('scenario: what a finding offers is done, from outside of the namespace', function () {
  this.timeout(60_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  /** Runs the command of a rule as it stands, in a shell of this machine. */
  async function apply(situation: Situation, rule: string): Promise<void> {
    const command = settings(await situation.inspectFromOutside()).get(rule);
    assert.ok(command !== undefined, `${rule} offers no command`);
    // Anything else would change this machine.
    assert.ok(
      command.startsWith(`nsenter --net=/run/netns/${situation.namespace.name} -- sysctl -w `),
      command,
    );
    await runOk('sh', ['-c', command]);
  }

  async function assertGone(situation: Situation, rule: string): Promise<void> {
    const { report } = await situation.inspectFromOutside();
    const left = report.findings.filter(
      (one) => one.rule === rule && (one.severity === 'error' || one.severity === 'warning'),
    );
    assert.deepEqual(left, []);
  }

  it('tcp_tw_reuse lets a client connect again, and this machine keeps its own value', async () => {
    const own = await readFile('/proc/sys/net/ipv4/tcp_tw_reuse', 'utf8');
    const args = { count: 1000, ending: 'close', seconds: 1.3 };
    await using situation = await Situation.make('plain', args);
    assert.deepEqual(await situation.beside('attempts', { count: 5 }), { errors: { EADDRNOTAVAIL: 5 } });
    await apply(situation, 'ephemeral-port-exhaustion');
    assert.deepEqual(await situation.beside('attempts', { count: 5 }), { errors: {} });
    await assertGone(situation, 'ephemeral-port-exhaustion');
    assert.equal(await readFile('/proc/sys/net/ipv4/tcp_tw_reuse', 'utf8'), own);
    assert.equal((await situation.namespace.read('/proc/sys/net/ipv4/tcp_tw_reuse')).trim(), '1');
  });

  it('a wider port range lets a client connect again', async () => {
    await using situation = await Situation.make('plain', { count: 1000 });
    assert.deepEqual(await situation.beside('attempts', { count: 5 }), { errors: { EADDRNOTAVAIL: 5 } });
    await apply(situation, 'port-range-narrow');
    assert.deepEqual(await situation.beside('attempts', { count: 5 }), { errors: {} });
    await assertGone(situation, 'ephemeral-port-exhaustion');
  });

  it('SYN cookies let clients in during a flood', async () => {
    const sysctls = { 'net.ipv4.tcp_syncookies': 0, 'net.ipv4.tcp_max_syn_backlog': 128 };
    await using situation = await Situation.make('flood', { seconds: 3 }, { firewall: silence, sysctls });
    // A flood from a slow processor leaves a gap now and then.
    const { 'timed out': timedOut = 0, ...others } = situation.result['errors'] as Record<string, number>;
    assert.deepEqual([timedOut > 2, others], [true, {}], String(timedOut));
    await apply(situation, 'half-open-queue');
    assert.deepEqual(await situation.beside('attempts', { count: 5 }), { errors: {} });
    await assertGone(situation, 'syncookies-off');
    const left = (await situation.inspectFromOutside()).report.findings.filter(
      ({ rule }) => rule === 'half-open-queue',
    );
    // The flood goes on, and does not hinder anybody.
    assert.deepEqual(
      left.map(({ severity }) => severity),
      ['warning'],
    );
  });

  it('timestamps let tcp_tw_reuse work, for connections that begin after it', async () => {
    const sysctls = { 'net.ipv4.tcp_tw_reuse': 1, 'net.ipv4.tcp_timestamps': 0 };
    const args = { count: 1000, ending: 'close', seconds: 1.3 };
    await using situation = await Situation.make('plain', args, { sysctls });
    await apply(situation, 'ephemeral-port-exhaustion');
    assert.equal((await situation.namespace.read('/proc/sys/net/ipv4/tcp_timestamps')).trim(), '1');
    // As it says beside the command: not before a minute has passed, and until then nothing is called healthy.
    assert.deepEqual(await situation.beside('attempts', { count: 5 }), { errors: { EADDRNOTAVAIL: 5 } });
    const { report } = await situation.inspectFromOutside();
    assert.notEqual(report.verdict.severity, 'healthy');
  });

  it('a larger TIME_WAIT table lets every connection have its TIME_WAIT', async () => {
    const options = { sysctls: { 'net.ipv4.tcp_max_tw_buckets': 600 } };
    await using situation = await Situation.make('steady', { rate: 100, seconds: 1 }, options);
    await apply(situation, 'tw-buckets-below-rate');
    await assertGone(situation, 'tw-buckets-below-rate');
    const limit = Number(await situation.namespace.read('/proc/sys/net/ipv4/tcp_max_tw_buckets'));
    assert.ok(limit > 6000, String(limit));
  });

  it('tcp_rfc1337 = 0 lets clients in that come again from a port in TIME_WAIT', async () => {
    await using situation = await Situation.make(
      'collisions',
      {},
      { sysctls: { 'net.ipv4.tcp_rfc1337': 1 } },
    );
    assert.ok(Number(situation.result['again']) > 0);
    await apply(situation, 'rfc1337-keeps-collisions');
    await assertGone(situation, 'rfc1337-keeps-collisions');
  });
});
