import assert from 'node:assert/strict';
import type { ConnectionKind, WatchedGroup } from '../../../src/core/model/watched.ts';
import type { WatchJson } from '../../../src/cli/watch/watchJson.ts';
import { Namespace } from '../../support/namespace.ts';
import { otherUsersMissing } from '../../support/otherUsersMissing.ts';
import { skipWhere } from '../../support/skipWhere.ts';
import { asNobody, makeEndings, Watching } from '../../support/watching.ts';

const count = 12;

interface Scenario {
  readonly does: string;
  /** What the client's ends are, and the listening socket's. */
  readonly client: ConnectionKind;
  readonly server?: ConnectionKind;
  readonly closer?: keyof WatchedGroup['closedFirst'];
  /** The kernel has cleared the port, and nothing else knows it. */
  readonly forgotten?: true;
  /** The number of the client's connections, if it is not `count`. */
  readonly clients?: number;
}

const scenarios: readonly Scenario[] = [
  { does: 'probe', client: 'probe', server: 'probe', closer: 'us' },
  { does: 'exchange-client-first', client: 'exchange', server: 'exchange', closer: 'us' },
  { does: 'exchange-server-first', client: 'exchange', server: 'exchange', closer: 'peer' },
  { does: 'long', client: 'long', server: 'long', closer: 'us' },
  { does: 'reset-by-client', client: 'resetByUs', server: 'resetByPeer', closer: 'us' },
  { does: 'reset-by-server', client: 'resetByPeer', server: 'resetByUs', closer: 'peer' },
  { does: 'unread-by-client', client: 'resetByUs', server: 'resetByPeer', closer: 'us' },
  { does: 'refused', client: 'refused', forgotten: true },
  { does: 'refused-later', client: 'refused' },
  { does: 'timed-out-given-up', client: 'timedOut' },
  { does: 'timed-out-later', client: 'timedOut' },
];

/** Every kind with real programs, for both families, as root and as the user nobody. */
describe('watching connections that end', function () {
  this.timeout(120_000);
  let namespace: Namespace;

  before(async function () {
    skipWhere(this, Namespace.unavailable());
    namespace = await Namespace.create();
  });
  after(() => namespace.dispose());

  for (const [user, prefix] of [
    ['root', []],
    ['nobody', asNobody],
  ] as const) {
    for (const family of [4, 6] as const) {
      it(`tells every kind over IPv${String(family)} to ${user}`, async function () {
        if (user === 'nobody') skipWhere(this, otherUsersMissing());
        await using watching = await Watching.start(namespace, prefix);
        const made = await Promise.all(
          scenarios.map(async (scenario) => ({
            ...scenario,
            ...(await makeEndings(namespace, family, scenario.does, count)),
          })),
        );
        const seen = await watching.stop();
        assert.equal(seen.schema, 'socket-diagnostics/watch');
        assert.equal(seen.version, 1);
        assert.equal(seen.lost, 0);
        const address = family === 4 ? '127.0.0.1' : '::1';
        for (const { does, client, server, closer, forgotten, port } of made) {
          if (forgotten === true) continue;
          const to = does === 'refused-later' ? 1 : port;
          const destination = seen.destinations.find(
            ({ remoteAddress, remotePort }) => remoteAddress === address && remotePort === to,
          );
          assert.ok(destination, `${does}: no destination ${address} ${String(to)}`);
          assert.equal(destination.kinds[client], count, `${does}: ${JSON.stringify(destination.kinds)}`);
          if (closer !== undefined)
            assert.equal(
              destination.closedFirst[closer],
              count,
              `${does}: ${JSON.stringify(destination.closedFirst)}`,
            );
          if (server === undefined) continue;
          const listener = seen.listeners.find((one) => one.address === address && one.port === to);
          assert.equal(listener?.kinds[server], count, `${does}: ${JSON.stringify(listener?.kinds)}`);
        }
        checkForgotten(seen, address);
        checkBytes(seen, made.find(({ does }) => does === 'exchange-server-first')?.port ?? 0);
      });
    }
  }

  /** A blocking connect() that is refused leaves no port behind. */
  function checkForgotten(seen: WatchJson, address: string): void {
    const forgotten = seen.destinations.find((one) => one.remoteAddress === address && one.remotePort === 0);
    assert.equal(forgotten?.kinds.refused, count);
  }

  function checkBytes(seen: WatchJson, port: number): void {
    const destination = seen.destinations.find(({ remotePort }) => remotePort === port);
    assert.deepEqual(destination?.bytes.sent.perConnection, { median: 100, p95: 100 });
    assert.deepEqual(destination.bytes.received.perConnection, { median: 300, p95: 300 });
    assert.ok((destination.roundTripMs?.median ?? -1) > 0);
  }
});
