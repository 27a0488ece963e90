import assert from 'node:assert/strict';
import type { SocketEndSource } from '../../../../src/core/collect/socketEndSource.ts';
import type { StateChangeSource } from '../../../../src/core/collect/stateChangeSource.ts';
import { watchConnections, type WatchRequest } from '../../../../src/core/inspect/watchConnections.ts';
import { CancelledError, Stop, type Cancellation } from '../../../../src/core/model/cancellation.ts';
import { failure, ok, problemsOf, valueOf } from '../../../../src/core/model/outcome.ts';
import { socketTable } from '../../../support/sockets.ts';

/** Ends with what it is told to end with, and never by itself. */
function told<T>(until: Cancellation, value: T): Promise<T> {
  return new Promise((resolve) => {
    const end = (): void => {
      resolve(value);
    };
    if (until.aborted) end();
    else until.addEventListener('abort', end);
  });
}

class Scene {
  readonly until = new Stop();
  now = 0;
  pauses: number[] = [];
  looks = 0;
  progress = 0;
  listeningStopped = 0;
  tracingStopped = 0;
  onPause: () => void = () => undefined;

  readonly source: SocketEndSource = {
    format: { kind: 'sock_diag', byteOrder: 'little' },
    listen: async ({ onListening, until }) => {
      onListening();
      await told(until, undefined);
      this.listeningStopped++;
      return ok({ lost: 0, problems: [] });
    },
    sockets: () => {
      this.looks++;
      return Promise.resolve(ok({ table: socketTable([]) }));
    },
  };

  readonly exact: StateChangeSource = {
    listen: async (listener, onListening, until) => {
      onListening();
      listener.connectFailed({ thread: 7, pid: 7, name: 'a', probably: false, isWatched: true });
      await told(until, undefined);
      this.tracingStopped++;
      return ok({ lost: 3 });
    },
  };

  watch(others: Partial<Pick<WatchRequest, 'seconds' | 'exact' | 'source' | 'onProgress'>> = {}) {
    return watchConnections({
      source: this.source,
      host: { owners: () => Promise.resolve(ok(new Map())) },
      now: () => this.now,
      pause: (ms) => {
        this.pauses.push(ms);
        this.now += ms;
        this.onPause();
        // Let promises run, but no time pass.
        return new Promise((resolve) => setImmediate(resolve));
      },
      until: this.until,
      onProgress: () => {
        this.progress++;
      },
      ...others,
    });
  }
}

describe('watching connections', () => {
  it('lasts as long as it is told to', async () => {
    const scene = new Scene();
    const outcome = await scene.watch({ seconds: 3 });
    assert.equal(outcome.kind, 'ok');
    assert.equal(valueOf(outcome)?.seconds, 3);
    assert.equal(valueOf(outcome)?.exact, undefined);
    assert.equal(scene.listeningStopped, 1);
  });

  it('ends with the next look at the clock when it is stopped: nothing is waited for any more', async () => {
    const scene = new Scene();
    scene.onPause = () => {
      if (scene.pauses.length === 100) scene.until.abort();
    };
    const outcome = await scene.watch();
    assert.equal(outcome.kind, 'ok');
    assert.ok(Math.max(...scene.pauses.slice(0, 100)) <= 50, 'and a stop waits for no longer than a pause');
    assert.deepEqual(scene.pauses.slice(100), [80], 'but for the time of the last look');
  });

  it('waits for no pause when it is stopped', async () => {
    const scene = new Scene();
    const outcome = await watchConnections({
      source: scene.source,
      host: { owners: () => Promise.resolve(ok(new Map())) },
      now: () => 0,
      pause: () => {
        setImmediate(() => {
          scene.until.abort();
        });
        return new Promise(() => undefined);
      },
      until: scene.until,
    });
    assert.equal(outcome.kind, 'ok');
  });

  it('does not wait for a large table when it is stopped', async () => {
    const scene = new Scene();
    const many = Array.from(
      { length: 50_001 },
      () => ({ state: 'TIME_WAIT', local: '127.0.0.1:1' }) as const,
    );
    const large = socketTable(many);
    const source: SocketEndSource = {
      ...scene.source,
      sockets: async (cancellation) => {
        scene.looks++;
        if (scene.looks > 1) {
          scene.until.abort();
          await told(cancellation, undefined);
          throw new CancelledError();
        }
        return ok({ table: large });
      },
    };
    const outcome = await scene.watch({ source });
    assert.equal(outcome.kind, 'ok');
    const stoppedAt = scene.pauses.indexOf(80);
    assert.equal(stoppedAt, scene.pauses.length - 1, 'nothing is waited for after that');
  });

  /** When it looks, if each look takes so long, and so much processor time. */
  async function looksOf(seconds: number, lookMs: number, spentMs?: number): Promise<readonly number[]> {
    const scene = new Scene();
    const looks: number[] = [];
    let spent = 0;
    const source: SocketEndSource = {
      ...scene.source,
      sockets: () => {
        looks.push(scene.now);
        scene.now += lookMs;
        spent += spentMs ?? 0;
        return Promise.resolve(ok({ table: socketTable([]) }));
      },
      ...(spentMs !== undefined && { spentMs: () => spent }),
    };
    await scene.watch({ source, seconds });
    // The last look is for the end.
    return looks.slice(1, -1).map((at, index) => at - (looks[index] ?? 0));
  }

  it('looks before TIME_WAIT is over, however long a look takes', async () => {
    const [first = 0, ...pauses] = await looksOf(150, 3000);
    assert.ok(first < 5000, 'the first look loads what the others use');
    assert.ok(pauses.length >= 2 && Math.max(...pauses) < 50_000, pauses.join(' '));
    assert.ok(Math.min(...pauses) >= 40_000, 'and no sooner than its cost allows');
  });

  it('looks as often on a busy machine, where a look lasts long and takes little processor time', async () => {
    const pauses = await looksOf(60, 800, 6);
    assert.ok(pauses.length > 20 && Math.max(...pauses) < 2000, pauses.join(' '));
    const dear = await looksOf(60, 800, 60);
    assert.ok(dear.length > 5 && Math.min(...dear.slice(1)) >= 4000, dear.join(' '));
  });

  it('tells of lost messages while it goes on', async () => {
    const scene = new Scene();
    const lost: number[] = [];
    const source: SocketEndSource = {
      ...scene.source,
      listen: async ({ onListening, onLost, until }) => {
        onListening();
        onLost?.(17);
        await told(until, undefined);
        return ok({ lost: 17, problems: [] });
      },
    };
    const outcome = await scene.watch({
      source,
      seconds: 2.5,
      onProgress: (progress) => lost.push(progress.result().lost),
    });
    assert.deepEqual([lost, valueOf(outcome)?.lost], [[17, 17], 17]);
  });

  it('reports no progress before it listens', async () => {
    const scene = new Scene();
    let hasBegun = false;
    const before: boolean[] = [];
    const source: SocketEndSource = {
      ...scene.source,
      listen: async ({ onListening, until }) => {
        while (scene.now < 4000) await new Promise((resolve) => setImmediate(resolve));
        hasBegun = true;
        onListening();
        await told(until, undefined);
        return ok({ lost: 0, problems: [] });
      },
    };
    await scene.watch({ source, seconds: 2, onProgress: () => before.push(!hasBegun) });
    assert.ok(before.length > 0);
    assert.ok(!before.includes(true));
  });

  it('has nothing to do where it was stopped before it began', async () => {
    const scene = new Scene();
    scene.until.abort();
    assert.equal((await scene.watch({ exact: scene.exact })).kind, 'ok');
    assert.equal(scene.pauses.length, 0);
    assert.deepEqual([scene.listeningStopped, scene.tracingStopped], [1, 1]);
  });

  it('does not mind that the machine sleeps for an hour', async () => {
    const scene = new Scene();
    scene.onPause = () => {
      if (scene.pauses.length === 10) scene.now += 3_600_000;
    };
    const value = valueOf(await scene.watch({ seconds: 3601 }));
    assert.ok((value?.seconds ?? 0) >= 3601);
    assert.ok((value?.history.ended.length ?? 0) <= 240);
    assert.ok(scene.progress <= 4, `progress was told ${String(scene.progress)} times`);
  });

  it('keeps exact mode to a minute, whether or not a time was given', async () => {
    for (const seconds of [undefined, 3600]) {
      const scene = new Scene();
      const value = valueOf(
        await scene.watch({ exact: scene.exact, ...(seconds !== undefined && { seconds }) }),
      );
      assert.equal(value?.seconds, 60);
      assert.deepEqual([value.exact?.lost, value.exact?.counts[0]?.act], [3, 'noLocalPort']);
      assert.deepEqual([scene.listeningStopped, scene.tracingStopped], [1, 1]);
    }
  });

  it('is a failure where exact mode cannot be, and stops what it has begun', async () => {
    const scene = new Scene();
    const refusing: StateChangeSource = {
      listen: () => Promise.resolve(failure('unavailable', 'no-tracefs', 'None.', 'Mount it.')),
    };
    const outcome = await scene.watch({ exact: refusing });
    assert.deepEqual([outcome.kind, problemsOf(outcome)[0]?.code], ['unavailable', 'no-tracefs']);
    assert.equal(scene.listeningStopped, 1);
    assert.equal(scene.pauses.length, 0);
  });

  it('tells what it has seen, and what broke, if exact mode fails on the way', async () => {
    const scene = new Scene();
    const breaking: StateChangeSource = {
      listen: async (_listener, onListening, until) => {
        onListening();
        await told(until, undefined);
        return failure('failed', 'exact-failed', 'It broke.', 'Watch again.');
      },
    };
    const outcome = await scene.watch({ seconds: 1, exact: breaking });
    assert.deepEqual([outcome.kind, problemsOf(outcome)[0]?.code], ['partial', 'exact-failed']);
    assert.equal(valueOf(outcome)?.exact, undefined);
  });

  it('is a failure where the sockets cannot be looked at to begin with: nothing would be announced', async () => {
    const scene = new Scene();
    const missing = failure('unavailable', 'no-sock-diag', 'No module.', 'Load it.');
    const source: SocketEndSource = { ...scene.source, sockets: () => Promise.resolve(missing) };
    const outcome = await watchConnections({
      source,
      host: { owners: () => Promise.resolve(ok(new Map())) },
      now: () => 0,
      pause: () => assert.fail('it waits'),
      until: scene.until,
    });
    assert.deepEqual(outcome, missing);
    assert.equal(scene.listeningStopped, 1);
  });
});
