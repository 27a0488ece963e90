import assert from 'node:assert/strict';
import { LineProblems } from '../../../../src/core/parse/lineProblems.ts';

function problemsOf(...lines: readonly string[]): LineProblems {
  const problems = new LineProblems();
  for (const line of lines) {
    const bytes = Buffer.from(line);
    problems.add(bytes, 0, bytes.length);
  }
  return problems;
}

describe('LineProblems', () => {
  it('has no problem where every line was read', () => {
    assert.equal(new LineProblems().asProblem('code', 'ss'), undefined);
  });

  it('counts all lines and shows the first three', () => {
    const problem = problemsOf('one', 'two', 'three', 'four').asProblem('code', 'the output of ss');
    assert.equal(problem?.code, 'code');
    assert.match(problem.message, /^4 lines of the output of ss .*: “one”, “two”, “three”\.$/);
    assert.match(problem.nextStep, /\.$/);
  });

  it('shows the beginning of a long line', () => {
    assert.match(problemsOf('x'.repeat(500)).asProblem('code', 'ss')?.message ?? '', /“x{80}”/);
  });

  it('counts lines that it never saw', () => {
    const problems = new LineProblems();
    problems.addUnseen(2);
    assert.equal(problems.count, 2);
    assert.match(problems.asProblem('code', 'ss')?.message ?? '', /^2 lines of ss [^:]*\.$/);
  });

  it('lets no control character through', () => {
    const message = problemsOf('\x1b]0;title\x07\r\x9b').asProblem('code', 'ss')?.message ?? '';
    assert.doesNotMatch(message, /\p{Cc}/u);
  });
});
