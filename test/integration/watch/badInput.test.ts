import assert from 'node:assert/strict';
import { connectionKinds } from '../../../src/core/model/watched.ts';
import { cliPath } from '../../support/cli.ts';
import { Namespace } from '../../support/namespace.ts';
import { otherUsersMissing } from '../../support/otherUsersMissing.ts';
import { nodePath } from '../../support/paths.ts';
import { Setup } from '../../support/setup.ts';
import { skipWhere } from '../../support/skipWhere.ts';
import { asNobody, keepEnding, makeEndings, Watching } from '../../support/watching.ts';

describe('watching where something is in the way', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;

  before(async () => {
    namespace = await setup.namespace();
  });

  async function watch(args: readonly string[], prefix: readonly string[] = []) {
    const [command = nodePath, ...rest] = [...prefix, nodePath, cliPath, 'watch', ...args];
    return namespace.run(command, rest);
  }

  it('tells what it has seen of a network namespace that goes away, and says what is missing', async () => {
    const other = await Namespace.create();
    try {
      await using watching = await Watching.start(namespace, [], ['--netns', other.name]);
      const { port } = await makeEndings(other, 4, 'exchange-client-first', 12);
      await watching.heard(24);
      await other.dispose();
      const seen = await watching.stop();
      const destination = seen.destinations.find(({ remotePort }) => remotePort === port);
      assert.equal(destination?.kinds.exchange, 12);
      assert.equal(seen.problems.length, 1, JSON.stringify(seen.problems));
    } finally {
      await other.dispose();
    }
  });

  it('says so where there is no such network namespace', async () => {
    const { status, stdout, stderr } = await watch(['--netns', 'went-away', '--seconds', '1']);
    assert.deepEqual([status, stdout], [3, '']);
    assert.match(stderr, /went-away|network namespace/);
  });

  it('says so where this user may not enter it', async function () {
    skipWhere(this, otherUsersMissing());
    await using other = await Namespace.create();
    const { status, stdout, stderr } = await watch(['--netns', other.name, '--seconds', '1'], asNobody);
    assert.deepEqual([status, stdout], [3, '']);
    assert.match(stderr, /root|permi/i);
  });

  it('prints the JSON of docs/watch.md, field by field', async () => {
    await using ending = await keepEnding(namespace);
    const { status, stdout } = await watch(['--seconds', '2', '--format', 'json']);
    assert.ok(status === 0 || status === 1, String(status));
    const json = JSON.parse(stdout) as Record<string, unknown> & {
      destinations: Record<string, unknown>[];
      listeners: Record<string, unknown>[];
    };
    const keys = (value: unknown): readonly string[] => Object.keys(value as object).toSorted();
    assert.deepEqual([json.schema, json.version], ['socket-diagnostics/watch', 1]);
    assert.deepEqual(keys(json), [
      'destinationCount',
      'destinations',
      'ended',
      'findings',
      'history',
      'kinds',
      'listenerCount',
      'listeners',
      'lost',
      'problems',
      'schema',
      'seconds',
      'version',
    ]);
    const group = [
      'bytes',
      'closedFirst',
      'ended',
      'exchanges',
      'kinds',
      'perSecond',
      'processes',
      'retransmits',
      'roundTripMs',
      'segments',
    ];
    const destination = json.destinations.find(({ remotePort }) => remotePort === ending.port);
    const listener = json.listeners.find(({ port }) => port === ending.port);
    assert.deepEqual(keys(destination), [...group, 'remoteAddress', 'remotePort'].toSorted());
    assert.deepEqual(keys(listener), [...group, 'address', 'port'].toSorted());
    for (const one of [json, destination, listener])
      assert.deepEqual(keys(one?.kinds), connectionKinds.toSorted());
    for (const one of [destination, listener]) {
      assert.deepEqual(keys(one?.closedFirst), ['peer', 'unknown', 'us']);
      assert.deepEqual(keys(one?.bytes), ['received', 'sent']);
    }
    const [process] = listener?.processes as readonly unknown[];
    assert.deepEqual(keys(process), ['ended', 'name', 'pid', 'probably']);
  });
});
