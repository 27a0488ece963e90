import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../../src/core/report/report.ts';
import type { LiveEvidence } from '../../../src/server/causes/folderCauses.ts';
import { WorkspaceCauses } from '../../../src/server/causes/workspaceCauses.ts';
import { syntaxTrees } from '../../support/syntaxTrees.ts';

describe('the lines of the workspace', () => {
  it('let no report wait long for the first scan, and say that it is not over', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'scan-'));
    try {
      writeFileSync(join(folder, 'a.py'), 'import requests\ndef f():\n    requests.get("http://a/")\n');
      const causes = new WorkspaceCauses({
        // A parser that does not come to an end.
        trees: { parse: () => new Promise(() => undefined) },
        folders: () => [folder],
        excludes: () => Promise.resolve([]),
        isAllowed: () => Promise.resolve(true),
        longestWaitMs: 1,
      });
      const said: string[] = [];
      const cancellation = new AbortController().signal;
      const answer = await causes.explain(report, {} as LiveEvidence, cancellation, (text) =>
        said.push(text),
      );
      assert.deepEqual(answer, { report, sites: [], isStillScanning: true });
      assert.deepEqual(said, ['Looking for the lines of the workspace that cause it…']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are still being scanned after a folder within it has changed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'scan-'));
    try {
      writeFileSync(join(folder, 'a.py'), 'import requests\ndef f():\n    requests.get("http://a/")\n');
      let isEndless = false;
      const causes = new WorkspaceCauses({
        trees: {
          parse: (...args) => (isEndless ? new Promise(() => undefined) : syntaxTrees.parse(...args)),
        },
        folders: () => [folder],
        excludes: () => Promise.resolve([]),
        isAllowed: () => Promise.resolve(true),
        longestWaitMs: 1,
      });
      await causes.begin();
      isEndless = true;
      mkdirSync(join(folder, 'more'));
      causes.filesChanged([join(folder, 'more')]);
      assert.deepEqual(await explained(causes), { report, sites: [], isStillScanning: true });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are scanned again after a scan that failed, and the failure is told', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'scan-'));
    try {
      let tries = 0;
      const causes = new WorkspaceCauses({
        trees: syntaxTrees,
        folders: () => [folder],
        excludes: () => (++tries === 1 ? Promise.reject(new Error('no settings')) : Promise.resolve([])),
        isAllowed: () => Promise.resolve(true),
      });
      assert.deepEqual(await explained(causes), { report, sites: [], searchFailure: 'no settings' });
      await causes.begin();
      assert.equal(tries, 2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const report = { findings: [] } as unknown as Report;

function explained(causes: WorkspaceCauses): ReturnType<WorkspaceCauses['explain']> {
  return causes.explain(report, {} as LiveEvidence, new AbortController().signal, () => undefined);
}
