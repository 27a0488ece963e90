import assert from 'node:assert/strict';
import { EventEmitter } from 'vscode';
import { levelRequest, type InspectResult, type LevelResult } from '../../src/core/protocol/inspection.ts';
import { serverStopped } from '../../src/extension/errors.ts';
import { Inspections } from '../../src/extension/inspection/inspections.ts';
import { AutoRefresh } from '../../src/extension/live/autoRefresh.ts';
import { LiveLevel } from '../../src/extension/live/liveLevel.ts';
import { Onlookers, type Watched } from '../../src/extension/live/onlookers.ts';
import { systemClock } from '../../src/extension/live/systemClock.ts';
import { FakeClock } from '../support/fakeClock.ts';
import { ownKernelView, sockstat } from '../support/kernelCounts.ts';
import { here, Traffic } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';
import { DiagnosticsServer } from './support/diagnosticsServer.ts';
import { desktopReason } from './support/desktopReason.ts';
import { skipWhere } from '../support/skipWhere.ts';

/** A part of the window that the test can show and hide. */
class Part implements Watched {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeVisibility = this.#changed.event;
  isVisible = false;

  show(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.#changed.fire();
  }
}

const readable = { inspection: '1', roots: [], report: {} } as unknown as InspectResult;
const ports = { isTrusted: () => true, canInspect: () => true, collector: () => 'ss' as const };

/** Level and refresh with a fake server and a stopped clock. */
function world({ liveMs = 2000, refreshMs = 0, isTrusted = true } = {}) {
  const asked = { level: 0, inspect: 0 };
  const failures: unknown[] = [];
  let answer = (): Promise<LevelResult> => Promise.resolve({ timeWait: 5, createdPerSecond: 9 });
  let inspect = (): Promise<InspectResult> => Promise.resolve(readable);
  const clock = new FakeClock();
  const inspections = new Inspections({
    ...ports,
    lookFurther: () => Promise.resolve({ kind: 'stale' }),
    inspect: () => {
      asked.inspect++;
      return inspect();
    },
  });
  const [view, panel] = [new Part(), new Part()];
  const onlookers = new Onlookers();
  const onFailure = (error: unknown): void => void failures.push(error);
  const level = new LiveLevel(
    {
      level: () => {
        asked.level++;
        return answer();
      },
      isTrusted: () => isTrusted,
      intervalMs: () => liveMs,
      onFailure,
      clock,
      today: () => clock.now(),
    },
    onlookers,
    inspections,
  );
  const refresh = new AutoRefresh({ intervalMs: () => refreshMs, onFailure, clock }, onlookers, inspections);
  onlookers.add(view);
  onlookers.add(panel);
  return {
    ...{ asked, failures, clock, inspections, view, panel, level, refresh },
    answerWith: (next: typeof answer) => (answer = next),
    inspectWith: (next: typeof inspect) => (inspect = next),
  };
}

describe('the live level', () => {
  it('is what the kernel counts, with a rate from the second reading on', async function () {
    skipWhere(this, desktopReason());
    await using server = new DiagnosticsServer();
    await using traffic = Traffic.start(here);
    const lookFurther = () => Promise.resolve({ kind: 'stale' as const });
    const inspections = new Inspections({ ...ports, lookFurther, inspect: () => server.inspect() });
    const failures: unknown[] = [];
    const rates: (number | undefined)[] = [];
    const onlookers = new Onlookers();
    const part = new Part();
    onlookers.add(part);
    const level = new LiveLevel(
      {
        level: (host) => server.client.send(levelRequest, { host }),
        isTrusted: () => true,
        intervalMs: () => 200,
        onFailure: (error) => void failures.push(error),
        clock: systemClock,
        today: Date.now,
      },
      onlookers,
      inspections,
    );
    level.onDidChange(({ last }) => rates.push(last?.level.createdPerSecond));
    part.show(true);
    await inspections.current.inspect();
    await traffic.clientTimeWait({ count: 300, address: '127.0.22.1' });
    // The workbench's own connections come and go: read until kernel and level are of the same moment.
    await waitFor(
      'the count of the kernel',
      async () => ({ kernel: await sockstat(ownKernelView, 'TCP', 'tw'), shown: level.state.last?.level }),
      ({ kernel, shown }) => kernel >= 300 && shown?.timeWait === kernel,
    );
    assert.deepEqual(rates.slice(0, 2), [undefined, undefined]); // followed; the first reading
    assert.ok(
      rates.some((rate) => rate !== undefined && rate > 100),
      String(rates),
    );
    assert.deepEqual(failures, []);
    level.dispose();
  });

  it('is asked for only while a part of the window shows it', async () => {
    const { asked, clock, inspections, view, panel, level } = world();
    const known = (): unknown => level.state.last?.level;
    view.show(true);
    await clock.pass(10_000);
    assert.equal(asked.level, 0, 'before an inspection');
    await inspections.current.inspect();
    await clock.pass(5000);
    assert.equal(asked.level, 3);
    panel.show(true);
    view.show(false);
    await clock.pass(2000);
    assert.equal(asked.level, 4);
    panel.show(false);
    await clock.pass(60_000);
    assert.deepEqual([asked.level, clock.pending], [4, 0]);
    assert.equal(level.state.isFollowed, false);
    panel.show(true);
    await clock.pass(0);
    assert.deepEqual(known(), { timeWait: 5 }, 'a rate over the time that nobody looked');
    await clock.pass(2000);
    assert.deepEqual(known(), { timeWait: 5, createdPerSecond: 9 });
  });

  it('is not asked for when it is turned off, or the workspace is not trusted', async () => {
    for (const options of [{ liveMs: 0 }, { isTrusted: false }]) {
      const { asked, clock, inspections, view } = world(options);
      view.show(true);
      await inspections.current.inspect();
      await clock.pass(10_000);
      assert.deepEqual([asked.level, clock.pending], [0, 0]);
    }
  });

  it('stops when it fails, says why, and goes on after the next inspection', async () => {
    const { asked, failures, clock, inspections, view, level, answerWith } = world();
    view.show(true);
    await inspections.current.inspect();
    answerWith(() => Promise.reject(serverStopped()));
    await clock.pass(20_000);
    assert.deepEqual([asked.level, failures.length, clock.pending], [1, 1, 0]);
    assert.match(level.state.failure ?? '', /stopped unexpectedly/);
    answerWith(() => Promise.resolve({ timeWait: 1 }));
    await inspections.current.inspect();
    await clock.pass(2000);
    assert.deepEqual([level.state.failure, level.state.last?.level.timeWait], [undefined, 1]);
  });

  it('ends with the server', async () => {
    const { asked, clock, inspections, view } = world();
    view.show(true);
    await inspections.current.inspect();
    await clock.pass(100);
    inspections.serverStopped();
    await clock.pass(20_000);
    assert.deepEqual([asked.level, clock.pending], [1, 0]);
  });
});

describe('refreshing by itself', () => {
  const interval = { liveMs: 0, refreshMs: 10_000 };

  it('inspects an interval after the last inspection, quietly, while somebody looks', async () => {
    const { asked, clock, inspections, view } = world(interval);
    const quiet: boolean[] = [];
    inspections.onDidChange(({ state }) => state.kind === 'running' && quiet.push(state.isQuiet));
    view.show(true);
    await inspections.current.inspect();
    await clock.pass(9000);
    assert.equal(asked.inspect, 1);
    await clock.pass(12_000);
    assert.equal(asked.inspect, 3);
    view.show(false);
    await clock.pass(60_000);
    assert.deepEqual([asked.inspect, clock.pending], [3, 0]);
    assert.deepEqual(quiet, [false, true, true]);
  });

  it('spends at most 5 % of the time', async () => {
    const { asked, clock, inspections, view, inspectWith } = world(interval);
    inspectWith(
      () =>
        new Promise((resolve) => {
          clock.after(3000, () => {
            resolve(readable);
          });
        }),
    );
    view.show(true);
    void inspections.current.inspect();
    await clock.pass(59_000);
    assert.equal(asked.inspect, 1);
    await clock.pass(2000);
    assert.equal(asked.inspect, 2);
  });

  it('can be paused', async () => {
    const { asked, clock, inspections, view, refresh } = world(interval);
    view.show(true);
    await inspections.current.inspect();
    refresh.pause(true);
    await clock.pass(60_000);
    assert.deepEqual([asked.inspect, refresh.state, clock.pending], [1, 'paused', 0]);
    refresh.pause(false);
    await clock.pass(0);
    assert.deepEqual([asked.inspect, refresh.state], [2, 'running']);
  });

  it('stops when it fails, until somebody inspects again', async () => {
    const { asked, failures, clock, inspections, view, inspectWith } = world(interval);
    view.show(true);
    await inspections.current.inspect();
    inspectWith(() => Promise.reject(new Error('no')));
    await clock.pass(60_000);
    assert.deepEqual([asked.inspect, failures.length, clock.pending], [2, 1, 0]);
    inspectWith(() => Promise.resolve(readable));
    await inspections.current.inspect();
    await clock.pass(10_000);
    assert.equal(asked.inspect, 4);
  });

  it('is off unless a setting asks for it', async () => {
    const { clock, inspections, view, refresh } = world({ liveMs: 0 });
    view.show(true);
    await inspections.current.inspect();
    assert.deepEqual([refresh.state, clock.pending], ['off', 0]);
  });
});
