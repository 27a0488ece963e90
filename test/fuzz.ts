// npm run fuzz [-- MINUTES [PART-OF-A-NAME]]: tries changed inputs on every parser, ten minutes each unless told otherwise.
import { assertLinear, fuzz } from './support/fuzz/fuzz.ts';
import { fuzzTargets } from './support/fuzz/fuzzTargets.ts';

const [minutes = '10', part = ''] = process.argv.slice(2);
const chosen = fuzzTargets.filter(({ name }) => name.includes(part));
for (const target of chosen) {
  const tried = fuzz(target, { milliseconds: Number(minutes) * 60_000, seed: Date.now() });
  assertLinear(target);
  console.log(`${target.name}: ${tried.toLocaleString('en-US')} inputs, none threw`);
}
