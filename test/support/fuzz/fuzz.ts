import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../../../scripts/lib/paths.ts';
import { collectGarbage } from '../collectGarbage.ts';
import { fixtureName, foundInputs } from './foundInputs.ts';

/** Gives a whole number below another one. */
export type Random = (below: number) => number;
type Change = (input: Buffer, random: Random) => Buffer;
type Run = (input: Uint8Array) => void | Promise<void>;

/** Runs a parser of text. */
export function onText(run: (text: string) => unknown): Run {
  return (input) => {
    run(Buffer.from(input).toString('utf8'));
  };
}

export interface FuzzTarget {
  readonly name: string;
  readonly run: Run;
  /** Real inputs, which are changed at random. */
  readonly samples: readonly (string | Uint8Array)[];
  /** What is measured to see that twice as much takes twice as long, if that is not all that is run. */
  readonly measured?: Run;
  /** Inputs that are tried once, as they are. */
  readonly others?: readonly string[];
  /** How an input is changed besides: in places that a parser of a strict grammar gets to see. */
  readonly change?: Change;
  /** What is repeated to see that twice as much takes twice as long. */
  readonly repeated: readonly string[];
  /** From which size on, in bytes: a parser that drops long lines is quadratic within one, which costs little. */
  readonly linearFrom?: number;
}

const longestInput = 1 << 16;
/**
 * What a process may hold that tries parsers, of which their garbage is the most: their inputs have at most 64 KB, and one MB where
 * their time is measured. All of them one after the other held 1,092 MB.
 */
export const mostMegabytes = 1536;
const mostForTwice = 2.5;
/** What parsers pay attention to. */
const tokens = [
  '\0',
  '\n',
  '\r\n',
  '"',
  "'",
  '\\',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '#',
  ';',
  ':',
  '=',
  '-',
  '${',
  '<<',
  '\t',
  '4294967296',
  '-1',
  '1e999',
  '\u202e',
  '\ufeff',
  '%s',
  '*',
  '../',
];

/** Runs a parser on changed samples for a time. An input that makes it throw is written to `build/fuzz` and named. */
export async function fuzz(
  target: FuzzTarget,
  { milliseconds, seed }: { milliseconds: number; seed: number },
): Promise<number> {
  const pool = [...foundInputs(target.name).whole, ...target.samples.map((sample) => Buffer.from(sample))];
  for (const input of [...pool, ...(target.others ?? []).map((other) => Buffer.from(other))])
    await tryInput(target, input);
  const end = performance.now() + milliseconds;
  let tried = 0;
  for (const input of changedInputs(target, pool, seed)) {
    if (performance.now() >= end) break;
    await tryInput(target, input);
    tried++;
  }
  return tried;
}

/** Without end: inputs of the pool, each changed at one to six places. */
export function* changedInputs(
  { change }: FuzzTarget,
  pool: readonly Buffer[],
  seed: number,
): Generator<Buffer> {
  const random = randomFrom(seed);
  for (;;) {
    let input = pool[random(pool.length)] ?? Buffer.alloc(0);
    // Half of the inputs are changed in one way only, so that they stay in its grammar.
    const way = change !== undefined && random(2) === 0 ? change : changed;
    for (let left = random(6); left >= 0; left--) input = way(input, random);
    yield input.subarray(0, longestInput);
  }
}

async function tryInput({ name, run }: FuzzTarget, input: Uint8Array): Promise<void> {
  try {
    const running = run(input);
    if (running !== undefined) await running;
  } catch (error) {
    const folder = inRepository('build/fuzz');
    mkdirSync(folder, { recursive: true });
    const hash = createHash('sha256').update(input).digest('hex').slice(0, 12);
    const path = join(folder, `${fixtureName(name)}-${hash}`);
    writeFileSync(path, input);
    throw new Error(
      `${name} threw for ${path}. Mend it, and move the file to test/fixtures/fuzz/${fixtureName(name)}/.`,
      { cause: error },
    );
  }
}

function changed(input: Buffer, random: Random): Buffer {
  const at = random(input.length + 1);
  const to = Math.min(input.length, at + 1 + random(64));
  switch (random(6)) {
    case 0: {
      const copy = Buffer.from(input);
      if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ (1 << random(8));
      return copy;
    }
    case 1:
      return Buffer.concat([input.subarray(0, at), input.subarray(to)]);
    case 2:
      return Buffer.concat([input.subarray(0, to), input.subarray(at)]);
    case 3:
      return input.subarray(0, at);
    case 4:
      return Buffer.concat([
        input.subarray(0, at),
        ...Array.from({ length: random(40) }, () => input.subarray(at, to)),
        input.subarray(to),
      ]);
    default:
      return Buffer.concat([
        input.subarray(0, at),
        Buffer.from(tokens[random(tokens.length)] ?? ''),
        input.subarray(at),
      ]);
  }
}

/**
 * Twice the input takes at most 2.5 times as long, on the average of three doublings or of the last two, because one may cross the
 * size of a cache. The best time of several attempts counts for each size. What takes the square of its input takes four times as
 * long.
 */
export async function assertLinear({
  name,
  run: whole,
  measured: run = whole,
  repeated,
  linearFrom = 4096,
}: FuzzTarget): Promise<void> {
  for (const unit of [...foundInputs(name).repeated, ...repeated]) {
    const of = (bytes: number): Buffer =>
      Buffer.from(unit.repeat(Math.ceil(bytes / Buffer.byteLength(unit))));
    let size = linearFrom;
    while (size < 1 << 17 && (await processorTime(run, of(size))) < 3) size *= 2;
    const inputs = [1, 2, 4, 8].map((times) => of(times * size));
    const best = inputs.map(() => Infinity);
    let ratios: readonly number[] = [Infinity];
    for (let attempt = 0; attempt < 12 && !areLinear(ratios); attempt++) {
      // What was left by those before is swept at their cost, not at that of whoever comes next.
      if (attempt > 0) collectGarbage();
      for (const [index, input] of inputs.entries())
        best[index] = Math.min(best[index] ?? Infinity, Math.max(await processorTime(run, input), 3));
      ratios = best.slice(1).map((time, index) => time / (best[index] ?? 0));
    }
    assert.ok(
      areLinear(ratios),
      `${name}: ${JSON.stringify(unit.slice(0, 40))} doubled from ${size} bytes takes ${ratios.map((ratio) => ratio.toFixed(1)).join(', ')} × the time`,
    );
  }
}

function areLinear(ratios: readonly number[]): boolean {
  const isWithin = (some: readonly number[]): boolean =>
    some.reduce((product, ratio) => product * ratio, 1) <= mostForTwice ** some.length;
  return isWithin(ratios) || isWithin(ratios.slice(1));
}

/** In milliseconds, without the time that others had. */
async function processorTime(run: Run, input: Uint8Array): Promise<number> {
  const start = process.cpuUsage();
  await run(input);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** mulberry32: the same inputs for the same seed. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, below);
  };
}
