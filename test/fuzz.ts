// npm run fuzz [-- --minutes N] [NAME...]: tries changed inputs on every parser, or on those of these names, ten minutes each unless
// told otherwise. A name is that of a parser, or a part of the names of several. Ends with status 1 if an input made one throw, or if
// its time is not proportional to its input.
import { readFileSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { assertLinear, fuzz, type FuzzTarget } from './support/fuzz/fuzz.ts';
import { fuzzTargets } from './support/fuzz/fuzzTargets.ts';

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

/** The most memory that this process has held since it was asked last: proc_pid_clear_refs(5). */
function peakMegabytes(): string {
  const status = readFileSync('/proc/self/status', 'utf8');
  writeFileSync('/proc/self/clear_refs', '5');
  return ((Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) * 1024) / 1e6).toFixed(0);
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
      `${target.name}: ${tried.toLocaleString('en-US')} inputs in ${seconds} s, none threw, at most ${peak} MB`,
    );
    await assertLinear(target);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
}
