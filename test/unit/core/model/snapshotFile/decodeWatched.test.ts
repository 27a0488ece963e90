import assert from 'node:assert/strict';
import { ok, problemsOf, valueOf } from '../../../../../src/core/model/outcome.ts';
import { decodeSnapshot } from '../../../../../src/core/model/snapshotFile/decodeSnapshot.ts';
import type { WatchedConnections } from '../../../../../src/core/model/watched.ts';
import { connections, savedSnapshot } from '../../../../support/savedSnapshot.ts';

describe('connections in a snapshot', () => {
  it('come back as they were', () => {
    assert.deepEqual(valueOf(decodeSnapshot(savedSnapshot()))?.snapshot.connections, ok(connections));
  });

  it('come back without exact mode, too', () => {
    const file = JSON.parse(savedSnapshot()) as { connections: { value: Partial<WatchedConnections> } };
    delete (file.connections.value as { exact?: unknown }).exact;
    const { exact, ...others } = connections;
    assert.ok(exact);
    assert.deepEqual(
      valueOf(decodeSnapshot(JSON.stringify(file)))?.snapshot.connections,
      ok(others as WatchedConnections),
    );
  });

  it('with an act or a state that does not exist cost the file', () => {
    for (const [name, wrong] of [
      ['"act":"noLocalPort"', '"act":"constructor"'],
      ['"to":"SYN_RECV"', '"to":"OPEN"'],
    ] as const)
      assert.match(
        problemsOf(decodeSnapshot(savedSnapshot().replace(name, wrong)))[0]?.message ?? '',
        /is not one of/,
      );
  });

  it('are absent from files of version 1, which still open', () => {
    const older = { ...(JSON.parse(savedSnapshot()) as object), version: 1, connections: undefined };
    const outcome = decodeSnapshot(JSON.stringify(older));
    assert.equal(valueOf(outcome)?.snapshot.connections, undefined);
    assert.equal(outcome.kind, 'ok');
  });

  it('that are not as they should be cost the file, with the place of the error', () => {
    const outcome = decodeSnapshot(savedSnapshot().replace('"noLocalPort":1', '"noLocalPort":-1'));
    assert.match(problemsOf(outcome)[0]?.message ?? '', /destinations\[0\]\.kinds\.noLocalPort is not/);
  });
});
