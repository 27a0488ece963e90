import assert from 'node:assert/strict';
import type { Results } from '../../../scripts/lib/results.ts';
import { judgeSecond, worthSecond } from '../../../scripts/suites/secondAttempt.ts';

const results = (part: Partial<Results>): Results => ({ passed: [], failed: [], skipped: [], ...part });
const inFile = (file: string, title: string) => ({ title, message: `${title} is wrong`, file });

describe('the second attempt of a suite', () => {
  it('is for the files that failed, each once', () => {
    const failed = [inFile('a.test.ts', 'one'), inFile('a.test.ts', 'two'), inFile('b.test.ts', 'three')];
    assert.deepEqual(worthSecond(results({ failed })), ['a.test.ts', 'b.test.ts']);
    assert.deepEqual(worthSecond(results({ passed: ['one'] })), []);
  });

  it('is not for a suite in which much is broken, nor for what is no test', () => {
    const many = ['a', 'b', 'c', 'd'].map((file) => inFile(file, 'one'));
    assert.deepEqual(worthSecond(results({ failed: many })), []);
    const process = { title: 'the whole suite', message: 'it ended with SIGKILL' };
    assert.deepEqual(worthSecond(results({ failed: [inFile('a', 'one'), process] })), []);
  });

  it('tells what passed only alone as unsteady, also a hook', () => {
    const first = results({
      passed: ['zero'],
      failed: [inFile('a', 'one'), inFile('b', '"before all" hook for three')],
    });
    const second = results({ passed: ['zero', 'one', 'three'] });
    assert.deepEqual(judgeSecond(first, second), {
      passed: ['zero', 'one', 'three'],
      failed: [],
      skipped: [],
      unsteady: first.failed,
    });
  });

  it('fails for what fails twice, even if it is another test of the file', () => {
    const first = results({ failed: [inFile('a', 'one'), inFile('b', 'three')] });
    const second = results({ passed: ['one', 'three'], failed: [inFile('a', 'two')] });
    const judged = judgeSecond(first, second);
    assert.deepEqual(judged.failed, [inFile('a', 'two')]);
    assert.deepEqual(judged.unsteady, [inFile('b', 'three')]);
  });

  it('fails for a test that was skipped, or did not run, the second time', () => {
    const first = results({ failed: [inFile('a', 'one'), inFile('b', '"before all" hook for three')] });
    const second = results({ passed: ['two'], skipped: [{ title: 'one', reason: 'no root' }] });
    assert.deepEqual(judgeSecond(first, second).failed, first.failed);
    assert.deepEqual(judgeSecond(first, second).unsteady, []);
  });

  it('fails when it left no results', () => {
    const first = results({ failed: [inFile('a', 'one')] });
    const second = results({ failed: [{ title: 'the whole suite', message: 'it left no results' }] });
    assert.equal(judgeSecond(first, second).failed.length, 2);
  });
});
