import assert from 'node:assert/strict';
import fc from 'fast-check';
import { filterKeys, parseSocketFilter } from '../../../../src/core/query/socketFilter.ts';

describe('parseSocketFilter', () => {
  it('reads every kind of term', () => {
    const { filter, problems } = parseSocketFilter(
      'state:time-wait peer:10.0.0.0/8 lport:8000-8100 process:Nginx age:<10 -uid:0 :: 443 curl',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      filter.terms.map(({ key, isNegated, condition }) => [key, isNegated, condition.kind]),
      [
        ['state', false, 'state'],
        ['peer', false, 'address'],
        ['lport', false, 'port'],
        ['process', false, 'process'],
        ['age', false, 'age'],
        ['uid', true, 'uid'],
        ['', false, 'address'],
        ['', false, 'port'],
        ['', false, 'process'],
      ],
    );
  });

  for (const [text, state] of [
    ['state:TIME_WAIT', 6],
    ['state:time-wait', 6],
    ['STATE:timewait', 6],
    ['state:estab', 1],
    ['state:fin-wait-2', 5],
    ['state:unconn', 7],
  ] as const) {
    it(`knows ${text}`, () => {
      assert.deepEqual(parseSocketFilter(text).filter.terms[0]?.condition, { kind: 'state', state });
    });
  }

  for (const [text, low, high] of [
    ['age:<10', 0, 9.999],
    ['age:<=10', 0, 10],
    ['age:>30', 30.001, Infinity],
    ['age:>=30', 30, Infinity],
    ['age:10-20', 10, 20],
    ['age:0.5', 0.5, 0.5],
  ] as const) {
    it(`knows ${text}`, () => {
      const seconds = { low, high };
      assert.deepEqual(parseSocketFilter(text).filter.terms[0]?.condition, { kind: 'age', seconds });
    });
  }

  for (const [text, message] of [
    ['state:sleeping', /Unknown state “sleeping”/],
    ['peer:nowhere', /not an address/],
    ['peer:10.0.0.0/33', /not an address/],
    ['lport:http', /not a number/],
    ['age:soon', /not a number/],
    ['lport:', /needs a value/],
    ['prt:80', /Unknown keyword “prt:”. Use one of proto, state/],
    ['proto:sctp', /“sctp” is not a protocol. Use tcp or udp/],
  ] as const) {
    it(`says what is wrong with ${text}, and reads the rest`, () => {
      const { filter, problems } = parseSocketFilter(`${text} state:listen`);
      assert.equal(filter.terms.length, 1);
      assert.equal(problems[0]?.word, text);
      assert.match(problems[0].message, message);
    });
  }

  it('never throws, and turns every word into a term or a problem', () => {
    const words = fc.oneof(
      fc.string(),
      fc.tuple(fc.constantFrom(...filterKeys, 'x'), fc.string()).map(([key, value]) => `${key}:${value}`),
    );
    fc.assert(
      fc.property(fc.array(words), (list) => {
        const text = list.join(' ');
        const { filter, problems } = parseSocketFilter(text);
        assert.equal(filter.terms.length + problems.length, text.split(/\s+/).filter(Boolean).length);
      }),
    );
  });
});
