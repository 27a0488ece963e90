import assert from 'node:assert/strict';
import { tupleCollisions as rule } from '../../../../../src/core/rules/live/tupleCollisions.ts';
import { evidence, readings } from '../../../../support/evidence.ts';

function judge(now: Readonly<Record<string, number>>, earlier?: Readonly<Record<string, number>>) {
  const named = (counts: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(Object.entries(counts).map(([name, count]) => [`TcpExt.${name}`, count]));
  const counters = readings(named(now), earlier && named(earlier));
  return rule.evaluate(evidence({ counters }));
}

describe('tuple-collisions', () => {
  it('says nothing of what was before the last inspection', () => {
    assert.deepEqual(judge({ PAWSTimewait: 4 }), []);
    assert.deepEqual(judge({ PAWSTimewait: 4 }, { PAWSTimewait: 4 }), []);
  });

  it('goes by PAWSTimewait where the kernel has it', () => {
    const [finding] = judge(
      { PAWSTimewait: 7, PAWSEstab: 100, TCPACKSkippedTimeWait: 100 },
      { PAWSTimewait: 4, PAWSEstab: 0, TCPACKSkippedTimeWait: 0 },
    );
    assert.match(finding?.title ?? '', /^3 segments have hit an older connection/);
    assert.deepEqual([finding?.severity, finding?.section], ['warning', 'nat-collisions']);
  });

  it('needs both older counters on an older kernel, as PAWSEstab counts other things too', () => {
    const before = { PAWSEstab: 1, TCPACKSkippedTimeWait: 1 };
    assert.deepEqual(judge({ PAWSEstab: 9, TCPACKSkippedTimeWait: 1 }, before), []);
    assert.match(
      judge({ PAWSEstab: 9, TCPACKSkippedTimeWait: 2 }, before)[0]?.title ?? '',
      /^1 segment has hit/,
    );
  });
});
