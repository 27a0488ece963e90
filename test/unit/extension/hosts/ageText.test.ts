import assert from 'node:assert/strict';
import { ageText } from '../../../../src/extension/hosts/ageText.ts';
import { plainTranslate } from '../../../support/plainTranslate.ts';

describe('an age', () => {
  for (const [seconds, text] of [
    [-3, 'now'],
    [4, 'now'],
    [59, '59 s ago'],
    [60, '1 min ago'],
    [3599, '59 min ago'],
    [3 * 3600, '3 h ago'],
    [49 * 3600, '2 days ago'],
  ] as const)
    it(`of ${String(seconds)} seconds is ${text}`, () => {
      assert.equal(ageText(1_000_000, 1_000_000 + seconds * 1000, plainTranslate), text);
    });
});
