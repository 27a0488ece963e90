import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSnmpCounters } from '../../../../src/core/parse/snmpCounters.ts';
import { anyText } from '../../../support/arbitraries.ts';

const text = `Tcp: RtoAlgorithm RtoMin MaxConn ActiveOpens CurrEstab
Tcp: 1 200 -1 4711 12
TcpExt: SyncookiesSent TW TWRecycled TCPTimeWaitOverflow
TcpExt: 0 20315 3 18446744073709551615
`;

describe('parseSnmpCounters', () => {
  it('matches names and values of a pair of lines', () => {
    const counters = parseSnmpCounters(text);
    assert.equal(counters.get('Tcp.ActiveOpens'), 4711);
    assert.equal(counters.get('Tcp.MaxConn'), -1);
    assert.equal(counters.get('TcpExt.TW'), 20315);
    assert.equal(counters.get('TcpExt.TCPTimeWaitOverflow'), 2 ** 64);
    assert.equal(counters.size, 9);
  });

  it('reads the same with CRLF and without a last newline', () => {
    assert.deepEqual(parseSnmpCounters(text.replaceAll('\n', '\r\n').trimEnd()), parseSnmpCounters(text));
  });

  it('keeps to the shorter line of a pair', () => {
    assert.deepEqual(
      [...parseSnmpCounters('Ip: a b c\nIp: 1 2\nUdp: d\nUdp: 3 4\n')],
      [
        ['Ip.a', 1],
        ['Ip.b', 2],
        ['Udp.d', 3],
      ],
    );
  });

  it('takes nothing from lines that are no pair', () => {
    assert.deepEqual([...parseSnmpCounters('Ip: a b\nTcp: 1 2\nIp: 3 4\nnonsense\n:\n')], []);
    assert.deepEqual(
      [...parseSnmpCounters('Ip: a b\nIp: 1 x\nIp: 1 2\n')],
      [
        ['Ip.1', 1],
        ['Ip.x', 2],
      ],
    );
  });

  it('reads back what the kernel prints', () => {
    const name = fc.stringMatching(/^[A-Za-z]\w{0,8}$/);
    const counter = fc.tuple(name, fc.maxSafeNat());
    const group = fc.tuple(name, fc.uniqueArray(counter, { minLength: 1, selector: ([field]) => field }));
    fc.assert(
      fc.property(fc.uniqueArray(group, { selector: ([prefix]) => prefix }), (groups) => {
        const printed = groups.map(
          ([prefix, counters]) =>
            `${prefix}: ${counters.map(([field]) => field).join(' ')}\n${prefix}: ${counters.map(([, value]) => value).join(' ')}\n`,
        );
        const expected = groups.flatMap(([prefix, counters]) =>
          counters.map(([field, value]) => [`${prefix}.${field}`, value] as const),
        );
        assert.deepEqual([...parseSnmpCounters(printed.join(''))], expected);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(anyText, (any) => {
        parseSnmpCounters(any);
        parseSnmpCounters(`Tcp: ${any}\nTcp: 1 2 3`);
      }),
    );
  });
});
