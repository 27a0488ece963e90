import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../../src/core/report/report.ts';
import type { LiveEvidence } from '../../../src/server/causes/folderCauses.ts';
import { WorkspaceCauses } from '../../../src/server/causes/workspaceCauses.ts';

describe('the lines of the workspace', () => {
  it('let no report wait long for the first scan, and say that it is not over', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'scan-'));
    try {
      writeFileSync(join(folder, 'a.py'), 'import requests\ndef f():\n    requests.get("http://a/")\n');
      const causes = new WorkspaceCauses({
        // A parser that does not come to an end.
        trees: { parse: () => new Promise(() => undefined) },
        folders: [folder],
        excludes: () => Promise.resolve([]),
        isAllowed: () => Promise.resolve(true),
        longestWaitMs: 1,
      });
      const said: string[] = [];
      const report = { findings: [] } as unknown as Report;
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
});
