import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePrometheusVector } from '../../../../src/core/parse/prometheusVector.ts';

const vector = (result: unknown, more: object = {}): string =>
  JSON.stringify({ status: 'success', data: { resultType: 'vector', result }, ...more });

describe('parsePrometheusVector', () => {
  it('reads samples, numbers as Go writes them, and warnings', () => {
    const values = ['1.5', 'NaN', '+Inf', '-Inf', '1e+06', ''];
    const parsed = parsePrometheusVector(
      vector(
        values.map((value) => ({ metric: { __name__: 'up', job: 'a' }, value: [1435781451.781, value] })),
        { warnings: ['remote storage is slow', 7] },
      ),
    );
    assert.equal(parsed.kind, 'answer');
    assert.deepEqual(
      parsed.items.map(({ value }) => value),
      [1.5, NaN, Infinity, -Infinity, 1_000_000, NaN],
    );
    assert.deepEqual(parsed.items[0]?.labels, { __name__: 'up', job: 'a' });
    assert.deepEqual(parsed.warnings, ['remote storage is slow']);
  });

  it('tells an error of Prometheus from what is no answer of it', () => {
    const error = JSON.stringify({ status: 'error', errorType: 'bad_data', error: 'parse error' });
    assert.deepEqual(parsePrometheusVector(error), { kind: 'error', message: 'parse error' });
    const garbage = [
      '',
      '<html>',
      'null',
      '[]',
      '{}',
      '{"status":"success"}',
      '{"status":"success","data":{"resultType":"matrix","result":[]}}',
      vector({}),
      vector([null]),
      vector([{ metric: { a: 1 }, value: [1, '1'] }]),
      vector([{ metric: {}, value: ['1', '1'] }]),
      vector([{ metric: {}, value: [1, 1] }]),
      vector([{ metric: {} }]),
      vector([{ metric: {}, histogram: [1, '1'] }]),
      vector([{ metric: {}, value: [1, 1], histogram: [1, {}] }]),
      // One sample that is wrong: half of a fleet would look like all of it.
      vector([{ metric: {}, value: [1, '1'] }, {}]),
    ];
    for (const text of garbage) assert.deepEqual(parsePrometheusVector(text), { kind: 'garbage' }, text);
  });

  it('never throws, and takes labels that are named like members of objects', () => {
    fc.assert(fc.property(fc.string(), (text) => void parsePrometheusVector(text)));
    fc.assert(fc.property(fc.json(), (text) => void parsePrometheusVector(text)));
    const parsed = parsePrometheusVector(
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__proto__":"x","job":"a"},"value":[1,"1"]}]}}',
    );
    assert.equal(parsed.kind, 'answer');
    assert.equal(parsed.items[0]?.labels['job'], 'a');
  });
});
