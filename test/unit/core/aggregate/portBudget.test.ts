import assert from 'node:assert/strict';
import fc from 'fast-check';
import { portBudget, type PortBudget } from '../../../../src/core/aggregate/portBudget.ts';
import { running } from '../../../support/judging.ts';

function budget(range: string, reserved: string, listening: readonly number[]): PortBudget | undefined {
  const ports = new Uint8Array(65536);
  for (const port of listening) ports[port] = 1;
  return portBudget(running(`ip_local_port_range = ${range}\nip_local_reserved_ports = ${reserved}`), ports);
}

describe('portBudget', () => {
  it('is the whole range where nothing is taken out', () => {
    const { range, reserved, listening, usable } = budget('32768 60999', '', [22, 80]) ?? {};
    assert.deepEqual(
      { range, reserved, listening, usable },
      { range: { low: 32768, high: 60999 }, reserved: 0, listening: 0, usable: 28232 },
    );
  });

  it('counts reserved ports of the range once, and no others', () => {
    assert.equal(budget('1000 1099', '1000-1009,1005-1014,1014,1,1095-2000', [])?.reserved, 15 + 5);
  });

  it('counts a port that is reserved and listened on as reserved', () => {
    const { reserved, listening, usable } = budget('1000 1099', '1000', [1000, 1001]) ?? {};
    assert.deepEqual([reserved, listening, usable], [1, 1, 98]);
  });

  it('can be nothing', () => {
    assert.equal(budget('1000 1001', '1000', [1001])?.usable, 0);
    assert.equal(budget('5 5', '', [])?.usable, 1);
  });

  it('reaches the last port', () => {
    const all = budget('1 65535', '65535', []);
    assert.deepEqual(
      [all?.usable, all?.isUsable[65534], all?.isUsable[65535], all?.isUsable[0]],
      [65534, 1, 0, 0],
    );
  });

  it('takes a list that cannot be read for none', () => {
    assert.equal(budget('1000 1099', 'nonsense', [])?.usable, 100);
  });

  it('is not known where the range is not', () => {
    assert.equal(portBudget(running(''), new Uint8Array(65536)), undefined);
    assert.equal(budget('60999 32768', '', []), undefined);
  });

  it('agrees with asking of every port whether the kernel may choose it', () => {
    const port = fc.integer({ min: 1, max: 300 });
    const span = fc.tuple(port, port).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    fc.assert(
      fc.property(span, fc.array(span), fc.array(port), ([low, high], reserved, listening) => {
        const list = reserved.map(([from, to]) => `${from}-${to}`).join(',');
        const found = budget(`${low} ${high}`, list, listening);
        const isReserved = (at: number): boolean => reserved.some(([from, to]) => at >= from && at <= to);
        const inRange = Array.from({ length: high - low + 1 }, (_, at) => low + at);
        const usable = inRange.filter((at) => !isReserved(at) && !listening.includes(at));
        assert.equal(found?.usable, usable.length);
        assert.equal(found.reserved, inRange.filter(isReserved).length);
        assert.equal(found.reserved + found.listening + found.usable, inRange.length);
        assert.deepEqual(
          [...found.isUsable.keys()].filter((at) => found.isUsable[at] === 1),
          usable,
        );
      }),
    );
  });
});
