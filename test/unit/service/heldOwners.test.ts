import assert from 'node:assert/strict';
import type { Inspection } from '../../../src/core/inspect/inspect.ts';
import { CancelledError, throwIfCancelled, type Cancellation } from '../../../src/core/model/cancellation.ts';
import { valueOf, type Outcome } from '../../../src/core/model/outcome.ts';
import type { SocketOwners } from '../../../src/core/model/processes.ts';
import { HeldOwners } from '../../../src/service/heldOwners.ts';
import { FakeHost, never } from '../../support/fakeHost.ts';
import { socketTable } from '../../support/sockets.ts';

const table = socketTable([{ state: 'LISTEN', local: '0.0.0.0:80', inode: 7 }]);

/** A host that looks for owners until the test says so, or the request is cancelled. */
class SlowHost extends FakeHost {
  goOn = (): void => undefined;
  readonly #gate = new Promise<void>((resolve) => (this.goOn = resolve));

  override async owners(
    inodes: ReadonlySet<number>,
    cancellation: Cancellation = never,
  ): Promise<Outcome<SocketOwners>> {
    const found = super.owners(inodes);
    await this.#gate;
    throwIfCancelled(cancellation);
    return found;
  }
}

function heldOwners(host: FakeHost): HeldOwners {
  return new HeldOwners(host, { knowsOwners: false } as Inspection, [table]);
}

describe('the owners of all sockets', () => {
  it('are read once for all who ask at the same time', async () => {
    const host = new SlowHost();
    const owners = heldOwners(host);
    const asked = [owners.all(never), owners.all(never)];
    host.goOn();
    const [first, second] = await Promise.all(asked);
    assert.equal(first, second);
    assert.equal(await owners.all(never), first);
    assert.deepEqual(host.ownersAsked, [[7]]);
    assert.equal(owners.known, first && valueOf(first));
  });

  it('are read again after a request that was cancelled, also for one who waited with it', async () => {
    const host = new SlowHost();
    const owners = heldOwners(host);
    const cancelled = new AbortController();
    const first = owners.all(cancelled.signal);
    const beside = owners.all(never);
    cancelled.abort();
    host.goOn();
    await assert.rejects(first, CancelledError);
    assert.equal((await beside).kind, 'ok');
    assert.equal(await owners.all(never), await beside);
    assert.deepEqual(host.ownersAsked, [[7], [7]]);
  });
});
