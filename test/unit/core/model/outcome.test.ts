import assert from 'node:assert/strict';
import { failure, ok, problemsOf, valueOf, withProblems } from '../../../../src/core/model/outcome.ts';

const problem = { code: 'c', message: 'M.', nextStep: 'N.' };

describe('outcomes', () => {
  it('are partial as soon as there is a problem', () => {
    assert.deepEqual(withProblems(1, []), ok(1));
    assert.deepEqual(withProblems(1, [problem]), { kind: 'partial', value: 1, problems: [problem] });
  });

  it('have a value when ok or partial', () => {
    assert.equal(valueOf(ok(0)), 0);
    assert.equal(valueOf(withProblems('', [problem])), '');
    for (const kind of ['denied', 'unavailable', 'failed'] as const) {
      assert.equal(valueOf(failure(kind, 'c', 'M.', 'N.')), undefined);
    }
  });

  it('tell their problems', () => {
    assert.deepEqual(problemsOf(ok(0)), []);
    assert.deepEqual(problemsOf(withProblems(0, [problem])), [problem]);
    assert.deepEqual(problemsOf(failure('denied', 'c', 'M.', 'N.')), [problem]);
  });
});
