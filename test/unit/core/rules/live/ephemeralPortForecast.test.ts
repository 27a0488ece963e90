import assert from 'node:assert/strict';
import { ephemeralPortForecast as rule } from '../../../../../src/core/rules/live/ephemeralPortForecast.ts';
import { evidence } from '../../../../support/evidence.ts';
import { connected, timeWait } from '../../../../support/sockets.ts';

/** So many ports of 1,000, closed evenly over the last 10 s, or all at once so long ago. */
function judge(count: number, secondsAgo?: number, reuse = 0) {
  let closed = 0;
  const rows = connected(40000, 1000, count, (port) =>
    timeWait(`10.0.0.1:${port}`, '10.0.0.9:80', secondsAgo ?? (closed++ * 10) / count),
  );
  const lines = `ip_local_port_range = 40000 40999\ntcp_tw_reuse = ${reuse}\ntcp_timestamps = 1`;
  return rule.evaluate(evidence({ rows, lines }));
}

describe('ephemeral-port-forecast', () => {
  it('says nothing where the rate can last, below a quarter, or where ports are nearly out', () => {
    assert.deepEqual(judge(166), []);
    assert.deepEqual(judge(249), []);
    assert.deepEqual(judge(300, 30), [], 'closed half a minute ago, and nothing since');
    assert.deepEqual(judge(800), []);
  });

  it('says nothing of a burst', () => {
    assert.deepEqual(judge(300, 0.5), []);
    assert.deepEqual(judge(300, 5), []);
  });

  it('says nothing where tcp_tw_reuse lets the ports be taken over', () => {
    assert.deepEqual(judge(400, undefined, 1), []);
  });

  it('tells when the ports are full', () => {
    const [finding, more] = judge(300);
    // 700 are free; 30 a second come, and 300 in 60 s go.
    assert.equal(finding?.title, 'At 30 closes per second the ports to 10.0.0.9:80 are full in 28 s.');
    assert.deepEqual(
      [finding.severity, finding.section, more],
      ['warning', 'ephemeral-port-exhaustion', undefined],
    );
    assert.match(finding.explanation, /sustains 17 per second/);
  });
});
