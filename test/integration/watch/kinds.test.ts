import assert from 'node:assert/strict';
import { type ConnectionKind, connectionKinds, type WatchedGroup } from '../../../src/core/model/watched.ts';
import type { WatchJson } from '../../../src/cli/watch/watchJson.ts';
import type { Namespace } from '../../support/namespace.ts';
import { otherUsersMissing } from '../../support/otherUsersMissing.ts';
import { Setup } from '../../support/setup.ts';
import { skipWhere } from '../../support/skipWhere.ts';
import { waitFor } from '../../support/waitFor.ts';
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
  // Blocking: three seconds each.
  { does: 'timed-out', client: 'timedOut', clients: 2 },
  { does: 'silence', client: 'timedOut', server: 'resetByPeer' },
  { does: 'bound-port-taken', client: 'noLocalPort', forgotten: true },
];

/** How many ends of each kind there are, the client's and the listening socket's. */
const endsOfKinds = connectionKinds.map((kind) => {
  const ends = scenarios.flatMap(({ client, server, clients = count }) => [
    client === kind ? clients : 0,
    server === kind ? clients : 0,
  ]);
  return [kind, ends.reduce((sum, one) => sum + one, 0)] as const;
});

/** Every kind with real programs, for both families, as root and as the user nobody. */
describe('watching connections that end', function () {
  this.timeout(120_000);
  const setup = new Setup();
  let namespace: Namespace;

  before(async () => {
    // So few that connections to different ports share local ones.
    namespace = await setup.namespace({ 'net.ipv4.ip_local_port_range': '40000 40399' });
  });

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
            ...(await makeEndings(namespace, family, scenario.does, scenario.clients ?? count)),
          })),
        );
        await waitFor(
          'all ends are announced',
          () => watching.latest.kinds,
          (kinds) => endsOfKinds.every(([kind, ends]) => kinds[kind] >= ends),
          30_000,
        );
        const seen = await watching.stop();
        assert.equal(seen.schema, 'socket-diagnostics/watch');
        assert.equal(seen.version, 1);
        assert.equal(seen.lost, 0);
        const address = family === 4 ? '127.0.0.1' : '::1';
        for (const { does, client, server, closer, forgotten, clients, port } of made) {
          if (forgotten === true || clients !== undefined) continue;
          const to = does === 'refused-later' ? 1 : port;
          const destination = seen.destinations.find(
            ({ remoteAddress, remotePort }) => remoteAddress === address && remotePort === to,
          );
          assert.ok(destination, `${does}: no destination ${address} ${String(to)}`);
          assert.equal(destination.kinds[client], count, `${does}: ${JSON.stringify(destination.kinds)}`);
          if (closer !== undefined) {
            const { [closer]: known } = destination.closedFirst;
            assert.equal(known, count, `${does}: ${JSON.stringify(destination.closedFirst)}`);
          }
          if (server === undefined) continue;
          const listener = seen.listeners.find((one) => one.address === address && one.port === to);
          assert.equal(listener?.kinds[server], count, `${does}: ${JSON.stringify(listener?.kinds)}`);
        }
        checkForgotten(seen, address, made.find(({ does }) => does === 'timed-out')?.port ?? 0);
        checkBytes(seen, made.find(({ does }) => does === 'exchange-server-first')?.port ?? 0);
      });
    }
  }

  /** A blocking connect() that fails leaves no port behind; a look may have seen the one that waited for long. */
  function checkForgotten(seen: WatchJson, address: string, silentPort: number): void {
    const at = (port: number) =>
      seen.destinations.find((one) => one.remoteAddress === address && one.remotePort === port)?.kinds;
    assert.equal(at(0)?.refused, count);
    assert.equal(at(0)?.noLocalPort, count);
    assert.equal((at(0)?.timedOut ?? 0) + (at(silentPort)?.timedOut ?? 0), 2);
  }

  function checkBytes(seen: WatchJson, port: number): void {
    const destination = seen.destinations.find(({ remotePort }) => remotePort === port);
    assert.deepEqual(destination?.bytes.sent.perConnection, { median: 100, p95: 100 });
    assert.deepEqual(destination.bytes.received.perConnection, { median: 300, p95: 300 });
    assert.ok((destination.roundTripMs?.median ?? -1) > 0);
  }
});
