import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseKernelInteger } from '../../../../src/core/parse/kernelInteger.ts';
import { meantIntegers, valueProblems, type ValueShape } from '../../../../src/core/parse/sysctlValue.ts';

const one: ValueShape = { kind: 'integers', count: 1 };
const three: ValueShape = { kind: 'integers', count: 3 };
const portList: ValueShape = { kind: 'portList' };
const word: ValueShape = { kind: 'word' };
const text: ValueShape = { kind: 'text' };

function problems(value: string, shape: ValueShape): readonly string[] {
  return valueProblems({ text: value, start: 0, end: value.length }, shape).map((problem) =>
    `${problem.kind} ${value.slice(problem.start, problem.end)}`.trim(),
  );
}

describe('parseKernelInteger', () => {
  // What kernel 6.18.44 set after each of these was written to /proc/sys.
  const accepted = { '16': 16, '0': 0, '-5': -5, '0x10': 16, '0X1f': 31, '010': 8, '-010': -8 };
  for (const [token, value] of Object.entries(accepted)) {
    it(`reads ${token}`, () => assert.equal(parseKernelInteger(token)?.value, value));
  }
  for (const token of ['', '+5', '1k', '1_000', '1,000', '1.5', 'yes', '08', '0x', '--1', '1'.repeat(21)]) {
    it(`refuses ${token || 'nothing'}`, () => assert.equal(parseKernelInteger(token), undefined));
  }
});

describe('valueProblems', () => {
  const cases: readonly (readonly [value: string, shape: ValueShape, expected: readonly string[]])[] = [
    ['30', one, []],
    ['', one, ['empty']],
    ['', portList, []],
    ['', text, []],
    ['= 39', one, ['doubleEquals =']],
    ['1 \\', one, ['continuation \\']],
    ['"1"', one, ['quoted "1"']],
    ["'1 2 3'", three, ["quoted '1 2 3'"]],
    ['"1" # x', one, ['quoted "1"', 'inlineComment # x']],
    ['30 # x', one, ['inlineComment # x']],
    ['30;x', one, ['inlineComment ;x']],
    ['# x', one, ['inlineComment # x']],
    ['8080 # x', portList, ['inlineComment # x']],
    ['bbr # x', word, ['inlineComment # x']],
    ['|/bin/x %p;%s', text, []],
    ['core # x', text, ['inlineComment # x']],
    ['010', one, ['base 010']],
    ['0x10', one, ['base 0x10']],
    ['1k', one, ['notInteger 1k']],
    ['1 2', one, ['extraFields 2']],
    ['1 // comment', one, ['extraFields // comment']],
    ['4096', three, ['missingFields 4096']],
    ['4096 x', three, ['notInteger x']],
    ['8080,9000-9010', portList, []],
    ['8080,', portList, []],
    ['8080, 9090', portList, ['portList  9090']],
    ['9010-9000', portList, ['portList 9010-9000']],
    ['1,,2', portList, ['portList ,']],
    ['70000', portList, ['portList 70000']],
    ['http', portList, ['portList http']],
  ];
  for (const [value, shape, expected] of cases) {
    it(`${value || 'nothing'} as ${shape.kind}`, () => assert.deepEqual(problems(value, shape), expected));
  }

  it('knows which comment the kernel happens to ignore', () => {
    const harmless = (value: string, shape: ValueShape) =>
      valueProblems({ text: value, start: 0, end: value.length }, shape).map(
        (problem) => problem.kind === 'inlineComment' && problem.harmless,
      )[0];
    assert.equal(harmless('30 # x', one), true);
    assert.equal(harmless('30#x', one), false);
    assert.equal(harmless('30 # x', three), false);
    assert.equal(harmless('8080 # x', portList), false);
  });

  it('never throws and stays within the value', () => {
    const shapes = fc.constantFrom(one, three, portList, word, text);
    fc.assert(
      fc.property(fc.string(), shapes, (value, shape) => {
        for (const { start, end } of valueProblems({ text: value, start: 3, end: 3 + value.length }, shape)) {
          assert.ok(start >= 3 && start <= end && end <= 4 + value.length);
        }
      }),
    );
  });
});

describe('meantIntegers', () => {
  it('looks through quotes, comments and what follows', () => {
    assert.deepEqual(meantIntegers('"1024 65534"', 2), [1024, 65534]);
    assert.deepEqual(meantIntegers('1 // x', 1), [1]);
    assert.deepEqual(meantIntegers('30#x', 1), [30]);
    assert.deepEqual(meantIntegers('4096\t8192\t16384', 3), [4096, 8192, 16384]);
    assert.equal(meantIntegers('1k', 1), undefined);
    assert.equal(meantIntegers('', 1), undefined);
  });
});
