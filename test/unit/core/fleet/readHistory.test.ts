import assert from 'node:assert/strict';
import type { PrometheusApi, TimeRange } from '../../../../src/core/fleet/prometheusApi.ts';
import { readHistory } from '../../../../src/core/fleet/readHistory.ts';
import { failure, ok, valueOf, type Outcome } from '../../../../src/core/model/outcome.ts';
import type { RangeSeries } from '../../../../src/core/parse/prometheusMatrix.ts';

const now = 1_800_000_007_000;
const target = { job: 'sockets', instance: 'web7:9810' };
const signal = new AbortController().signal;

function api(answerOf: (expression: string, range: TimeRange) => Outcome<readonly RangeSeries[]>) {
  const asked: string[] = [];
  const made: Pick<PrometheusApi, 'queryRange'> = {
    queryRange: (expression, range) => {
      asked.push(expression);
      return Promise.resolve(answerOf(expression, range));
    },
  };
  return { made, asked };
}

function series(labels: Record<string, string>, points: readonly (readonly [number, number])[]): RangeSeries {
  return { labels, points: points.map(([time, value]) => ({ time, value })) };
}

describe('the history of an instance', () => {
  it('has a point for each step, empty where there was no figure', async () => {
    const { made, asked } = api((expression, { start, step }) =>
      ok(
        expression.startsWith('{')
          ? [
              series({ __name__: 'socket_diagnostics_time_wait_table_sockets' }, [
                [start, 7],
                [start + step, 9],
                [start + 3 * step, NaN],
              ]),
              series({ __name__: 'socket_diagnostics_fullest_destination_ports_used_ratio' }, [
                [start + step, 0.5],
              ]),
            ]
          : [],
      ),
    );
    const history = valueOf(await readHistory(made, target, 1, now, signal));
    assert.equal(asked.length, 3);
    assert.equal(history?.points.length, 241);
    const [first, second, third, fourth] = history.points;
    assert.deepEqual(
      [first, second, third, fourth].map((point) => [point?.timeWait, point?.share]),
      [
        [7, undefined],
        [9, 0.5],
        [undefined, undefined],
        [undefined, undefined],
      ],
    );
    assert.equal((second?.at ?? 0) - (first?.at ?? 0), 15_000);
    assert.equal(history.points.at(-1)?.at, now);
  });

  it('marks when a parameter was changed, and when an alert began', async () => {
    const { made } = api((expression, { start, step }) => {
      const at = (steps: number): number => start + steps * step;
      if (expression.startsWith('socket_diagnostics_parameter'))
        return ok([
          series({ key: 'net.ipv4.tcp_tw_reuse' }, [
            [at(1), 2],
            [at(2), 2],
            [at(3), 0],
          ]),
          series({ key: 'net.ipv4.ip_local_port_range', index: '1' }, [
            [at(1), 60999],
            [at(9), 65535],
          ]),
        ]);
      if (!expression.startsWith('ALERTS')) return ok([]);
      const full = { alertname: 'SocketPortsNearlyUsedUp', severity: 'warning' };
      return ok([
        series(full, [
          [at(4), 1],
          [at(5), 1],
          [at(8), 1],
        ]),
        series({ alertname: 'Old', severity: 'critical' }, [
          [at(0), 1],
          [at(1), 1],
        ]),
      ]);
    });
    const { marks = [], points = [] } = valueOf(await readHistory(made, target, 6, now, signal)) ?? {};
    const step = (index: number): number => points[index]?.at ?? 0;
    assert.deepEqual(marks, [
      { kind: 'parameter', at: step(3), key: 'net.ipv4.tcp_tw_reuse', before: 2, now: 0 },
      { kind: 'alert', at: step(4), name: 'SocketPortsNearlyUsedUp', severity: 'warning' },
      { kind: 'alert', at: step(8), name: 'SocketPortsNearlyUsedUp', severity: 'warning' },
      {
        kind: 'parameter',
        at: step(9),
        key: 'net.ipv4.ip_local_port_range',
        index: 1,
        before: 60999,
        now: 65535,
      },
    ]);
  });

  it('cannot be made to ask for something else by a name', async () => {
    const { made, asked } = api(() => ok([]));
    await readHistory(made, { job: 'a"} or up{', instance: 'b\\\n\u202e' }, 1, now, signal);
    assert.equal(
      asked[1],
      String.raw`socket_diagnostics_parameter{job="a\"} or up{", instance="b\\\n\u202e"}`,
    );
  });

  it('names characters of any plane as PromQL reads them', async () => {
    const { made, asked } = api(() => ok([]));
    await readHistory(made, { job: 'größe \u{1f600}', instance: 'half \ud83d' }, 1, now, signal);
    assert.equal(
      asked[1],
      String.raw`socket_diagnostics_parameter{job="gr\u00f6\u00dfe \U0001f600", instance="half \ufffd"}`,
    );
  });

  it('is a failure where any of the queries is', async () => {
    const down = failure('failed', 'prometheus-unreachable', 'No.', 'Retry.');
    const { made } = api((expression) => (expression.startsWith('ALERTS') ? down : ok([])));
    assert.deepEqual(await readHistory(made, target, 168, now, signal), down);
  });
});
