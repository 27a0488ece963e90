// npm run fuzz [-- --minutes N] [NAME...]: tries changed inputs on every parser, or on those of these names, ten minutes each unless
// told otherwise. A name is that of a parser, or a part of the names of several. Ends with status 1 if an input made one throw, if
// its time is not proportional to its input, or if it holds too much memory.
import { setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { assertLinear, fuzz, mostMegabytes, type FuzzTarget } from './support/fuzz/fuzz.ts';
import { fuzzTargets } from './support/fuzz/fuzzTargets.ts';
import { peakMegabytes } from './support/peakMegabytes.ts';

const { values, positionals } = parseArgs({
  options: { minutes: { type: 'string', default: '10' } },
  allowPositionals: true,
});
const minutes = Number(values.minutes);
const seconds = (minutes * 60).toFixed(0);

function targetsOf(name: string): readonly FuzzTarget[] {
  const exact = fuzzTargets.filter((target) => target.name === name);
  const found = exact.length > 0 ? exact : fuzzTargets.filter((target) => target.name.includes(name));
  if (found.length > 0) return found;
  throw new Error(
    `No target is named “${name}”. Choose from: ${fuzzTargets.map((target) => target.name).join(', ')}`,
  );
}

if (!(minutes > 0)) throw new Error(`--minutes needs a number above 0, not “${values.minutes}”`);
const targets = new Set(positionals.length === 0 ? fuzzTargets : positionals.flatMap(targetsOf));
// It may run for hours beside other work.
setPriority(19);
peakMegabytes();
for (const target of targets) {
  try {
    const tried = await fuzz(target, { milliseconds: minutes * 60_000, seed: Date.now() });
    const peak = peakMegabytes();
    console.log(
      `${target.name}: ${tried.toLocaleString('en-US')} inputs in ${seconds} s, none threw, at most ${peak.toFixed(0)} MB`,
    );
    if (!(peak <= mostMegabytes))
      throw new Error(`${target.name} held more than ${String(mostMegabytes)} MB`);
    await assertLinear(target);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
}
