import assert from 'node:assert/strict';
import { fuzzTargets } from '../../support/fuzz/fuzzTargets.ts';
import { assertLinear, fuzz, mostMegabytes } from '../../support/fuzz/fuzz.ts';
import { peakMegabytes } from '../../support/peakMegabytes.ts';

describe('every parser of text that others control', function () {
  this.timeout(60_000);

  // Of all that this process does, the memory of these parsers counts.
  before(() => void peakMegabytes());

  for (const target of fuzzTargets) {
    it(`never throws: ${target.name}`, async () => {
      await fuzz(target, { milliseconds: 60, seed: 1 });
    });

    it(`takes time in proportion to its input: ${target.name}`, () => assertLinear(target));
  }

  it('holds a bounded amount of memory, all of them one after the other', () => {
    const peak = peakMegabytes();
    assert.ok(peak <= mostMegabytes, `${peak.toFixed(0)} MB`);
  });
});
