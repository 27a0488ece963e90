import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../../../scripts/lib/paths.ts';

export interface FuzzTarget {
  readonly name: string;
  readonly run: (input: Uint8Array) => void;
  /** Real inputs, which are changed at random. */
  readonly samples: readonly (string | Uint8Array)[];
  /** What is repeated to see that twice as much takes twice as long. */
  readonly repeated: readonly string[];
  /** From which size on, in bytes: a parser that drops long lines is quadratic within one, which costs little. */
  readonly linearFrom?: number;
}

const longestInput = 1 << 16;
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
export function fuzz(
  target: FuzzTarget,
  { milliseconds, seed }: { milliseconds: number; seed: number },
): number {
  const random = randomFrom(seed);
  const pool = [...known(target), ...target.samples.map((sample) => Buffer.from(sample))];
  for (const input of pool) tryInput(target, input);
  const end = performance.now() + milliseconds;
  let tried = 0;
  for (; performance.now() < end; tried++) {
    let input = pool[random(pool.length)] ?? Buffer.alloc(0);
    for (let change = random(6); change >= 0; change--) input = changed(input, random);
    tryInput(target, input.subarray(0, longestInput));
  }
  return tried;
}

/** Inputs that once made it throw: `test/fixtures/fuzz/<name>/`. */
function known({ name }: FuzzTarget): readonly Buffer[] {
  const folder = inRepository('test/fixtures/fuzz', name.replaceAll(/\W+/g, '-'));
  return existsSync(folder) ? readdirSync(folder).map((file) => readFileSync(join(folder, file))) : [];
}

function tryInput({ name, run }: FuzzTarget, input: Uint8Array): void {
  try {
    run(input);
  } catch (error) {
    const folder = inRepository('build/fuzz');
    mkdirSync(folder, { recursive: true });
    const hash = createHash('sha256').update(input).digest('hex').slice(0, 12);
    const path = join(folder, `${name.replaceAll(/\W+/g, '-')}-${hash}`);
    writeFileSync(path, input);
    throw new Error(`${name} threw for ${path}`, { cause: error });
  }
}

function changed(input: Buffer, random: (below: number) => number): Buffer {
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

/** Twice the input takes at most 2.5 times as long, seen over three doublings, so that other programs change nothing. */
export function assertLinear({ name, run, repeated, linearFrom = 4096 }: FuzzTarget): void {
  for (const unit of repeated) {
    const of = (bytes: number): Buffer =>
      Buffer.from(unit.repeat(Math.ceil(bytes / Buffer.byteLength(unit))));
    let size = linearFrom;
    while (size < 1 << 17 && processorTime(run, of(size)) < 3) size *= 2;
    const [small, large] = [of(size), of(8 * size)];
    let ratio = Infinity;
    for (let attempt = 0; attempt < 6 && ratio > most; attempt++)
      ratio = Math.min(ratio, processorTime(run, large) / Math.max(processorTime(run, small), 3));
    assert.ok(
      ratio <= most,
      `${name}: ${JSON.stringify(unit.slice(0, 40))} × 8 takes ${ratio.toFixed(1)} × the time (${size} bytes)`,
    );
  }
}

const most = 2.5 ** 3;

/** In milliseconds, without the time that others had. */
function processorTime(run: (input: Uint8Array) => void, input: Uint8Array): number {
  const start = process.cpuUsage();
  run(input);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** mulberry32: the same inputs for the same seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, below);
  };
}
