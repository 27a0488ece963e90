import assert from 'node:assert/strict';
import { SideBySide } from '../../support/sideBySide.ts';

/** Work that ends when it is told to. */
class Work {
  hasBegun = false;
  end = (): void => undefined;
  fail = (): void => undefined;

  readonly run = (): Promise<void> => {
    this.hasBegun = true;
    return new Promise((resolve, reject) => {
      this.end = resolve;
      this.fail = () => {
        reject(new Error('It failed.'));
      };
    });
  };
}

function begun(works: readonly Work[]): readonly number[] {
  return works.flatMap(({ hasBegun }, index) => (hasBegun ? [index] : []));
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('tests side by side', () => {
  it('begin with the first of them, a few at once, and the next when one has ended', async () => {
    const works = Array.from({ length: 5 }, () => new Work());
    const aside = new SideBySide(2, true);
    const tests = works.map((work) => aside.test(work.run));
    assert.deepEqual(begun(works), []);
    const first = tests[0]?.();
    assert.deepEqual(begun(works), [0, 1]);
    works[1]?.end();
    await settled();
    assert.deepEqual(begun(works), [0, 1, 2]);
    works[0]?.end();
    await first;
    await settled();
    assert.deepEqual(begun(works), [0, 1, 2, 3]);
  });

  it('fail where they are asked for, and nowhere else', async () => {
    const works = Array.from({ length: 2 }, () => new Work());
    const aside = new SideBySide(2, true);
    const [first, second] = works.map((work) => aside.test(work.run));
    const asked = first?.();
    works[1]?.fail();
    await settled();
    works[0]?.end();
    await asked;
    await assert.rejects(async () => second?.(), /It failed/);
  });

  it('do not wait for others when they are asked for, and run once', async () => {
    const works = Array.from({ length: 3 }, () => new Work());
    const aside = new SideBySide(1, true);
    const tests = works.map((work) => aside.test(work.run));
    void tests[0]?.();
    const last = tests[2]?.();
    assert.deepEqual(begun(works), [0, 2]);
    works[2]?.end();
    await last;
  });

  it('run alone where only some of a file are chosen', () => {
    const works = Array.from({ length: 2 }, () => new Work());
    const aside = new SideBySide(2, false);
    const tests = works.map((work) => aside.test(work.run));
    void tests[1]?.();
    assert.deepEqual(begun(works), [1]);
  });
});
