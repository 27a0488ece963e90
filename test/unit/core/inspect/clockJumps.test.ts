import assert from 'node:assert/strict';
import {
  earlierOf,
  inspect,
  lookFurther,
  type InspectRequest,
} from '../../../../src/core/inspect/inspect.ts';
import { readLevel } from '../../../../src/core/inspect/readLevel.ts';
import { valueOf } from '../../../../src/core/model/outcome.ts';
import { FakeHost, never } from '../../../support/fakeHost.ts';

/** A clock of the day that jumps by so much with every look, beside one that goes on by 10 ms. */
function clocks(jumpMs: number): Pick<InspectRequest, 'now' | 'steadyNow'> {
  let day = 1_000_000_000_000;
  let steady = 5000;
  return { now: () => (day += jumpMs), steadyNow: () => (steady += 10) };
}

const dayMs = 86_400_000;
const answers = {
  '/proc/net/sockstat': 'TCP: inuse 6 orphan 0 tw 4 alloc 17 mem 2\n',
  '/proc/net/netstat': 'TcpExt: TW\nTcpExt: 20\n',
};

describe('a time of day that jumps', () => {
  for (const jumpMs of [-dayMs, dayMs]) {
    const what = jumpMs < 0 ? 'back' : 'forward';

    function request(more: Partial<InspectRequest> = {}): InspectRequest {
      return {
        host: new FakeHost({ answers }),
        collectors: [],
        choice: 'auto',
        cancellation: never,
        onProgress: () => undefined,
        ...clocks(jumpMs),
        ...more,
      };
    }

    it(`lets an inspection wait no longer between its two readings, nor take a day: ${what}`, async () => {
      const waits: number[] = [];
      const { snapshot } = await inspect(
        request({ twice: { intervalMs: 1000, wait: async (ms) => void waits.push(ms) } }),
      );
      assert.equal(waits.length, 1);
      assert.ok((waits[0] ?? -1) > 900 && (waits[0] ?? Infinity) <= 1000, String(waits));
      const seconds = valueOf(snapshot.counters)?.previous?.secondsEarlier ?? -1;
      assert.ok(seconds > 0 && seconds < 1, String(seconds));
      assert.ok(snapshot.elapsedMs > 0 && snapshot.elapsedMs < 1000, String(snapshot.elapsedMs));
    });

    it(`changes no rate between two inspections: ${what}`, async () => {
      const same = request();
      const first = await inspect(same);
      const second = await inspect({ ...same, ...earlierOf(first) });
      const seconds = valueOf(second.snapshot.counters)?.previous?.secondsEarlier ?? -1;
      assert.ok(seconds > 0 && seconds < 1, String(seconds));
      assert.notEqual(first.snapshot.takenAt, second.snapshot.takenAt);
    });

    it(`lets nobody wait who looks further: ${what}`, async () => {
      const waits: number[] = [];
      const same = request();
      const further = await lookFurther(await inspect(same), {
        ...same,
        twice: { intervalMs: 1000, wait: async (ms) => void waits.push(ms) },
      });
      assert.ok(further !== undefined);
      assert.ok((waits[0] ?? Infinity) <= 1000, String(waits));
      const seconds = valueOf(further.snapshot.counters)?.previous?.secondsEarlier ?? -1;
      assert.ok(seconds > 0 && seconds < 1, String(seconds));
    });
  }

  it('is not what the rate of the live level is measured by', async () => {
    const { steadyNow = () => 0 } = clocks(0);
    const host = new FakeHost({ answers });
    const first = await readLevel(host, steadyNow, undefined, undefined, never);
    const second = await readLevel(host, steadyNow, first, undefined, never);
    assert.equal(second.createdPerSecond, 0);
    assert.equal(second.readAt - first.readAt, 10);
  });
});
