import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSockstat } from '../../../../src/core/parse/sockstat.ts';
import { anyText } from '../../../support/arbitraries.ts';

const text = `sockets: used 143
TCP: inuse 6 orphan 1 tw 39 alloc 17 mem 2
UDP: inuse 5 mem 3
FRAG: inuse 0 memory 0
`;

describe('parseSockstat', () => {
  it('names each number by its line and its field', () => {
    const counters = parseSockstat(text, 'sockstat');
    assert.equal(counters.get('sockstat.TCP.tw'), 39);
    assert.equal(counters.get('sockstat.TCP.orphan'), 1);
    assert.equal(counters.get('sockstat.sockets.used'), 143);
    assert.equal(counters.size, 10);
    assert.equal(parseSockstat('TCP6: inuse 4\n', 'sockstat6').get('sockstat6.TCP6.inuse'), 4);
  });

  it('reads the same without a last newline, with CRLF and with tabs', () => {
    const expected = parseSockstat(text, 'sockstat');
    assert.deepEqual(parseSockstat(text.trimEnd(), 'sockstat'), expected);
    assert.deepEqual(parseSockstat(text.replaceAll('\n', '\r\n'), 'sockstat'), expected);
    assert.deepEqual(parseSockstat(text.replaceAll(' ', '\t'), 'sockstat'), expected);
  });

  it('passes over what is no field', () => {
    assert.equal(parseSockstat('cat: /proc/net/sockstat: No such file or directory\n', 'sockstat').size, 0);
    assert.deepEqual(
      [...parseSockstat('TCP: inuse many tw 3 alloc\nnonsense\nUDP:\n: a 1\n', 'sockstat')],
      [['sockstat.TCP.tw', 3]],
    );
  });

  it('reads back what the kernel prints', () => {
    const name = fc.stringMatching(/^[A-Za-z_]\w{0,8}$/);
    const line = fc.tuple(name, fc.uniqueArray(fc.tuple(name, fc.nat()), { selector: ([field]) => field }));
    fc.assert(
      fc.property(fc.uniqueArray(line, { selector: ([prefix]) => prefix }), (lines) => {
        const printed = lines.map(
          ([prefix, fields]) =>
            `${prefix}:${fields.map(([field, value]) => ` ${field} ${value}`).join('')}\n`,
        );
        const expected = lines.flatMap(([prefix, fields]) =>
          fields.map(([field, value]) => [`sockstat.${prefix}.${field}`, value] as const),
        );
        assert.deepEqual([...parseSockstat(printed.join(''), 'sockstat')], expected);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(anyText, (any) => {
        parseSockstat(any, 'sockstat');
        parseSockstat(`TCP: ${any}`, 'sockstat6');
      }),
    );
  });
});
