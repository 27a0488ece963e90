import { decodeSnapshot } from '../../../src/core/model/snapshotFile/decodeSnapshot.ts';
import { savedSnapshot } from '../savedSnapshot.ts';
import { onText, type FuzzTarget, type Random } from './fuzz.ts';

const values = [
  '-1',
  '1e999',
  '4294967296',
  '0.5',
  '""',
  '"\\u202e"',
  '"AAAA"',
  'null',
  'true',
  '[]',
  '[[]]',
  '{}',
];

/** Replaces a value, or takes an entry out of its object, so that the rest is still JSON. */
function changedJson(input: Buffer, random: Random): Buffer {
  const text = input.toString('utf8');
  const found = Array.from(
    text.matchAll(/(?<=[:,[])(?:"(?:[^"\\]|\\.)*"(?!:)|-?\d[\d.e+-]*|true|false|null)/g),
  );
  const one = found[random(found.length)];
  if (one === undefined) return input;
  const value =
    random(4) === 0 ? (found[random(found.length)]?.[0] ?? '') : (values[random(values.length)] ?? '');
  return Buffer.from(text.slice(0, one.index) + value + text.slice(one.index + one[0].length));
}

export const snapshotTarget: FuzzTarget = {
  name: 'snapshot JSON',
  run: onText(decodeSnapshot),
  samples: [savedSnapshot()],
  change: changedJson,
  repeated: ['[', '{"a":', '"', '\\"'],
};
