import assert from 'node:assert/strict';
import type { FindingAction } from '../../src/core/report/findings/findingAction.ts';
import { cliPath } from '../support/cli.ts';
import { Namespace } from '../support/namespace.ts';
import { nodePath } from '../support/paths.ts';
import { finding, narrowRange, Scenario } from '../support/scenario.ts';
import { waitFor } from '../support/waitFor.ts';
import { skipWhere } from '../support/skipWhere.ts';

/** The tree's filter and the command of a finding show the same sockets, and as many as it says. */
describe('what a finding offers', function () {
  this.timeout(60_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  type Offered<Kind> = Extract<FindingAction, { readonly kind: Kind }>;

  function offered<Kind extends FindingAction['kind']>(
    { actions }: { readonly actions: readonly FindingAction[] },
    kind: Kind,
    purpose?: string,
  ): Offered<Kind> {
    const found = actions.find(
      (action): action is Offered<Kind> =>
        action.kind === kind && (action.kind !== 'copyCommand' || action.purpose === purpose),
    );
    assert.ok(found, `${kind} is not among ${JSON.stringify(actions)}`);
    return found;
  }

  async function shownBoth(scenario: Scenario, rule: string): Promise<readonly [tree: number, ss: number]> {
    const found = finding(await scenario.inspect(), rule);
    const { filter } = offered(found, 'showSockets');
    const { command } = offered(found, 'copyCommand', 'show');
    const args = [cliPath, 'sockets', ...filter.split(' '), '--json'];
    const { sockets } = JSON.parse(await scenario.namespace.runOk(nodePath, args)) as {
      readonly sockets: readonly unknown[];
    };
    const listed = await scenario.namespace.runOk('sh', ['-c', `${command} | grep -c :`]);
    return [sockets.length, Number(listed)];
  }

  it('lists the connections to the destination whose ports are used up', async () => {
    await using scenario = await Scenario.begin(narrowRange);
    await scenario.traffic.clientTimeWait({ count: 200, address: '127.0.1.1', port: 8001 });
    await scenario.traffic.clientTimeWait({ count: 20, address: '127.0.1.2', port: 8001 });
    const [tree, ss] = await shownBoth(scenario, 'ephemeral-port-exhaustion');
    assert.equal(tree, 200);
    // With the line of column titles, where ss prints one.
    assert.ok(ss === 200 || ss === 201, String(ss));
  });

  it('lists what a process does not close', async () => {
    await using scenario = await Scenario.begin();
    await scenario.traffic.closeWait({ count: 70, address: '127.0.1.1', port: 9000 });
    await scenario.allAccepted();
    const [tree, ss] = await shownBoth(scenario, 'close-wait-pile-up');
    assert.equal(tree, 70);
    assert.equal(ss, 70);
  });

  it('changes the running value', async () => {
    await using scenario = await Scenario.begin(narrowRange);
    await scenario.traffic.clientTimeWait({ count: 200, address: '127.0.1.1', port: 8001 });
    const { command } = offered(
      finding(await scenario.inspect(), 'ephemeral-port-exhaustion'),
      'copyCommand',
      'set',
    );
    assert.equal(command, 'sysctl -w net.ipv4.tcp_tw_reuse=1');
    await scenario.namespace.runOk('sh', ['-c', command]);
    assert.equal((await scenario.namespace.read('/proc/sys/net/ipv4/tcp_tw_reuse')).trim(), '1');
    await waitFor(
      'a port that is taken over',
      () => scenario.connectOnce('127.0.1.1', 8001),
      (outcome) => outcome === 'connected',
    );
  });
});
