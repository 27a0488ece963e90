import assert from 'node:assert/strict';
import type { SocketEndSource } from '../../../../src/core/collect/socketEndSource.ts';
import { EndListening } from '../../../../src/core/inspect/endListening.ts';
import { inspect } from '../../../../src/core/inspect/inspect.ts';
import { ok, valueOf } from '../../../../src/core/model/outcome.ts';
import { FakeHost, never } from '../../../support/fakeHost.ts';
import { socketTable } from '../../../support/sockets.ts';

describe('what an inspection hears', () => {
  it('lasts until it stops to listen, however long it takes to name processes afterwards', async () => {
    let steady = 100;
    const ends: SocketEndSource = {
      format: { kind: 'sock_diag', byteOrder: 'little' },
      listen: async ({ onListening, until }) => {
        onListening();
        await new Promise<void>((resolve) => {
          until.addEventListener('abort', resolve);
        });
        return ok({ lost: 0, problems: [] });
      },
      sockets: () => Promise.resolve(ok({ table: socketTable([]) })),
    };
    const listening = new EndListening(ends, () => steady);
    steady += 1000;
    assert.equal(listening.seconds, 1);
    const stopped = listening.stop();
    steady += 4000;
    await stopped;
    assert.equal(listening.seconds, 1);
  });

  it('lasts as long as a steady clock says, however the time of day jumps', async () => {
    for (const jump of [-86_400_000, 86_400_000]) {
      let day = 1_000_000;
      let steady = 0;
      const ends: SocketEndSource = {
        format: { kind: 'sock_diag', byteOrder: 'little' },
        listen: async ({ onListening, until }) => {
          onListening();
          steady += 700;
          day += jump;
          await new Promise<void>((resolve) => {
            until.addEventListener('abort', resolve);
          });
          return ok({ lost: 0, problems: [] });
        },
        sockets: () => Promise.resolve(ok({ table: socketTable([]) })),
      };
      const { snapshot, report } = await inspect({
        host: new FakeHost({ answers: {} }),
        collectors: [],
        choice: 'auto',
        cancellation: never,
        now: () => day,
        steadyNow: () => steady,
        onProgress: () => undefined,
        ends,
      });
      assert.equal(snapshot.connections && valueOf(snapshot.connections)?.seconds, 0.7);
      assert.equal(report.connections?.history.ended.length, 0);
    }
  });
});
