import assert from 'node:assert/strict';
import { scanProgress } from '../../../src/cli/scanProgress.ts';

function terminal(isTTY: boolean) {
  let written = '';
  const write = (text: string | Uint8Array): boolean => {
    written += String(text);
    return true;
  };
  return { output: { isTTY, write, columns: 80, rows: 24 }, written: () => written };
}

describe('the progress of a scan on a terminal', () => {
  it('counts files, and is taken away at the end', () => {
    const { output, written } = terminal(true);
    let now = 0;
    const progress = scanProgress(output, () => now);
    progress.show({ looked: 50, total: 10_000 });
    assert.equal(written(), '');
    now = 500;
    progress.show({ looked: 1200, total: 10_000 });
    assert.match(written(), /Scanning the source: 1,200 of 10,000 files…/);
    now = 600;
    progress.show({ looked: 1250, total: 10_000 });
    assert.doesNotMatch(written(), /1,250/);
    const before = written().length;
    progress.clear();
    assert.ok(written().length > before);
  });

  it('writes nothing where a program reads', () => {
    const { output, written } = terminal(false);
    let now = 0;
    const progress = scanProgress(output, () => now);
    now = 500;
    progress.show({ looked: 1200, total: 10_000 });
    progress.clear();
    assert.equal(written(), '');
  });
});
