import { fuzzTargets } from '../../support/fuzz/fuzzTargets.ts';
import { assertLinear, fuzz } from '../../support/fuzz/fuzz.ts';

describe('every parser of text that others control', function () {
  this.timeout(30_000);

  for (const target of fuzzTargets) {
    it(`never throws: ${target.name}`, () => {
      fuzz(target, { milliseconds: 60, seed: 1 });
    });

    it(`takes time in proportion to its input: ${target.name}`, () => {
      assertLinear(target);
    });
  }
});
