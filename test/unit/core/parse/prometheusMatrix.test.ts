import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePrometheusMatrix } from '../../../../src/core/parse/prometheusMatrix.ts';

const matrix = (result: unknown): string =>
  JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });

describe('parsePrometheusMatrix', () => {
  it('reads the values of each series', () => {
    // As Prometheus 2.42 answers; the current one has the same shape.
    const parsed = parsePrometheusMatrix(
      matrix([
        {
          metric: { __name__: 'up', job: 'a' },
          values: [
            [1435781430.781, '1'],
            [1435781445, 'NaN'],
          ],
        },
        { metric: {}, values: [] },
      ]),
    );
    assert.equal(parsed.kind, 'answer');
    assert.deepEqual(parsed.items, [
      {
        labels: { __name__: 'up', job: 'a' },
        points: [
          { time: 1435781430.781, value: 1 },
          { time: 1435781445, value: NaN },
        ],
      },
      { labels: {}, points: [] },
    ]);
  });

  it('is garbage where any series is not as documented, and never throws', () => {
    for (const text of [
      '{"status":"success","data":{"resultType":"vector","result":[]}}',
      matrix([{ metric: {} }]),
      matrix([
        {
          metric: {},
          values: [
            [1, '1'],
            [2, 2],
          ],
        },
      ]),
      matrix([{ values: [[1, '1']] }]),
      matrix([{ metric: { a: 1 }, values: [] }]),
    ])
      assert.deepEqual(parsePrometheusMatrix(text), { kind: 'garbage' }, text);
    fc.assert(fc.property(fc.json(), (text) => void parsePrometheusMatrix(text)));
  });
});
