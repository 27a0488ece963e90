import { fuzzTargets } from '../../support/fuzz/fuzzTargets.ts';
import { assertLinear, fuzz } from '../../support/fuzz/fuzz.ts';

/** `npm run fuzz`, which runs by itself, allows 2.5; beside other tests the collector of garbage waits for a processor. */
const mostBesideOthers = 3;

describe('every parser of text that others control', function () {
  this.timeout(30_000);

  for (const target of fuzzTargets) {
    it(`never throws: ${target.name}`, async () => {
      await fuzz(target, { milliseconds: 60, seed: 1 });
    });

    it(`takes time in proportion to its input: ${target.name}`, () => assertLinear(target, mostBesideOthers));
  }
});
