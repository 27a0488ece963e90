import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePortList, parsePortRange } from '../../../../src/core/model/portRange.ts';

const port = fc.integer({ min: 1, max: 65535 });
const range = fc.tuple(port, port).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));

describe('parsePortRange', () => {
  it('reads what the kernel prints', () => {
    assert.deepEqual(parsePortRange('32768\t60999'), { low: 32768, high: 60999 });
    assert.deepEqual(parsePortRange(' 1024   65535\n'), { low: 1024, high: 65535 });
    assert.deepEqual(parsePortRange('5000 5000'), { low: 5000, high: 5000 });
  });

  it('refuses everything else', () => {
    for (const text of [
      '',
      '1024',
      '1024-65535',
      '1024,65535',
      '0 100',
      '2 1',
      '1 65536',
      '1 2 3',
      'a b',
      '-1 5',
    ]) {
      assert.equal(parsePortRange(text), undefined, text);
    }
  });

  it('reads every range back, and never throws', () => {
    fc.assert(
      fc.property(range, fc.constantFrom(' ', '\t', '  '), (expected, blank) => {
        assert.deepEqual(parsePortRange(`${expected.low}${blank}${expected.high}`), expected);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void parsePortRange(text)));
  });
});

describe('parsePortList', () => {
  it('reads ports and ranges', () => {
    assert.deepEqual(parsePortList('8080,9000-9010'), [
      { low: 8080, high: 8080 },
      { low: 9000, high: 9010 },
    ]);
    assert.deepEqual(parsePortList('0,\n65535'), [
      { low: 0, high: 0 },
      { low: 65535, high: 65535 },
    ]);
  });

  it('is empty where nothing is reserved', () => {
    assert.deepEqual([parsePortList(''), parsePortList('\n')], [[], []]);
  });

  it('refuses what is no list of ports', () => {
    for (const text of ['a', '1 2', '1-', '-1', '2-1', '65536', '1-65536', '1;2']) {
      assert.equal(parsePortList(text), undefined, text);
    }
  });

  it('reads every list back, and never throws', () => {
    fc.assert(
      fc.property(fc.array(range), (ranges) => {
        const text = ranges.map(({ low, high }) => (low === high ? `${low}` : `${low}-${high}`)).join(',');
        assert.deepEqual(parsePortList(text), ranges);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void parsePortList(text)));
  });
});
