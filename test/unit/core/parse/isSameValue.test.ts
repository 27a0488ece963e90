import assert from 'node:assert/strict';
import { isSameValue } from '../../../../src/core/parse/isSameValue.ts';

describe('isSameValue', () => {
  const same: readonly (readonly [running: string, written: string])[] = [
    ['2', '2'],
    ['16', '0x10'],
    ['32768\t60999', '32768   60999'],
    ['4096\t131072\t6291456', '4096'],
    ['8000-8002,9000', '9000,8000,8001,8002'],
    ['8000-8002', '8000-8001,8002'],
    ['cubic', 'cubic'],
    ['', ''],
  ];
  for (const [running, written] of same)
    it(`takes “${written}” for ${JSON.stringify(running)}`, () => {
      assert.equal(isSameValue(running, written), true);
    });

  const other: readonly (readonly [running: string, written: string])[] = [
    ['2', '1'],
    ['32768\t60999', '32768 60998'],
    ['', '8080'],
    ['8080', '8080-8081'],
    ['cubic', 'bbr'],
    ['2', 'yes'],
  ];
  for (const [running, written] of other)
    it(`tells “${written}” from ${JSON.stringify(running)}`, () => {
      assert.equal(isSameValue(running, written), false);
    });
});
