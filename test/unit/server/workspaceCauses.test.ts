import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancelledError } from '../../../src/core/model/cancellation.ts';
import { GrammarError } from '../../../src/core/parse/syntaxTrees.ts';
import type { Report } from '../../../src/core/report/report.ts';
import type { Place } from '../../../src/core/collect/place.ts';
import { inspectPlace } from '../../../src/host/inspectPlace.ts';
import type { LiveEvidence } from '../../../src/service/inspectionSources.ts';
import { FolderCauses } from '../../../src/server/causes/folderCauses.ts';
import { WorkspaceCauses } from '../../../src/server/causes/workspaceCauses.ts';
import { FakeHost, never } from '../../support/fakeHost.ts';
import { syntaxTrees } from '../../support/syntaxTrees.ts';
import { waitFor } from '../../support/waitFor.ts';

/** Of an inspection that could not read the sockets. */
const live = {
  inspection: { snapshot: { sockets: { kind: 'failed', problems: [] } } },
} as unknown as LiveEvidence;

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
      const answer = await causes.explain(report, live, cancellation, (text) => said.push(text));
      assert.deepEqual(answer, { report, sites: [], isStillScanning: true });
      assert.deepEqual(said, ['Looking for the lines of the workspace that cause it…']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('stop keeping a report waiting when it is cancelled, while the scan goes on until it is ended', async () => {
    const scan = haltedScan();
    const { causes } = scan;
    try {
      const waiting = new AbortController();
      const said: string[] = [];
      const answer = causes.explain(report, live, waiting.signal, (text) => said.push(text));
      await scan.halted();
      waiting.abort();
      await assert.rejects(answer, CancelledError);
      assert.ok(said.includes('Scanning the source: 50 of 120 files…'), said.join());

      const ending = new AbortController();
      const told: string[] = [];
      const finished = causes.finishScan(ending.signal, (text) => told.push(text));
      finished.catch(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
      ending.abort();
      scan.goOn();
      await assert.rejects(finished, CancelledError);
      assert.ok(scan.parsed() < 100, String(scan.parsed()));

      await causes.finishScan(new AbortController().signal, (text) => told.push(text));
      assert.equal(told.at(-1), 'Scanning the source: 120 of 120 files…');
    } finally {
      scan.dispose();
    }
  });

  it('cost another report only its lines when their scan is ended', async () => {
    const scan = haltedScan();
    try {
      const beside = explained(scan.causes);
      await scan.halted();
      const ending = new AbortController();
      const finished = scan.causes.finishScan(ending.signal, () => undefined);
      finished.catch(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
      ending.abort();
      scan.goOn();
      await assert.rejects(finished, CancelledError);
      assert.deepEqual(await beside, { report, sites: [], isStillScanning: true });
    } finally {
      scan.dispose();
    }
  });

  it('are not scanned for one who cancels before it is known whether they may be', async () => {
    const scan = haltedScan();
    try {
      const begun = scan.causes.begin();
      begun.catch(() => undefined);
      await scan.halted();
      const ending = new AbortController();
      const finished = scan.causes.finishScan(ending.signal, () => undefined);
      ending.abort();
      scan.goOn();
      await assert.rejects(finished, CancelledError);
      await assert.rejects(begun, CancelledError);
      assert.ok(scan.parsed() < 100, String(scan.parsed()));
    } finally {
      scan.dispose();
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

  it('are those of the product, whatever tests were open', async () => {
    const path = mkdtempSync(join(tmpdir(), 'scan-'));
    try {
      const text = 'import requests\ndef f():\n    requests.get("http://a/")\n';
      writeFileSync(join(path, 'a.py'), text);
      const folder = new FolderCauses(path, syntaxTrees, () => Promise.resolve([]));
      const workspace = await folder.workspace();
      assert.deepEqual(await folder.judgeText(join(path, 'tests/a.py'), text, undefined), []);
      assert.deepEqual(
        workspace.sites().map(({ file }) => file),
        ['a.py'],
      );
      const both = await workspace.beside('tests/a.py', text);
      assert.deepEqual(
        both.sites().map(({ file, needsEvidence }) => [file, needsEvidence]),
        [
          ['a.py', undefined],
          ['tests/a.py', true],
        ],
      );
      assert.equal((await folder.judgeText(join(path, 'b.py'), text, undefined)).length, 1);
      assert.ok(workspace.has('b.py'));
    } finally {
      rmSync(path, { recursive: true });
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
      const searchFailure = { kind: 'workspace', message: 'no settings' };
      assert.deepEqual(await explained(causes), { report, sites: [], searchFailure });
      await causes.begin();
      assert.equal(tries, 2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are told as far as they were found where a grammar is missing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'scan-'));
    try {
      writeFileSync(join(folder, 'a.py'), 'import requests\ndef f():\n    requests.get("http://a/")\n');
      writeFileSync(
        join(folder, 'a.js'),
        "import http from 'node:http';\nconst a = () => new http.Agent();\n",
      );
      writeFileSync(join(folder, 'large.py'), '#'.repeat(1_000_001));
      const causes = new WorkspaceCauses({
        trees: {
          parse: (grammar, ...rest) =>
            grammar === 'javascript'
              ? Promise.reject(new GrammarError(grammar, 'no memory'))
              : syntaxTrees.parse(grammar, ...rest),
        },
        folders: () => [folder],
        excludes: () => Promise.resolve([]),
        isAllowed: () => Promise.resolve(true),
      });
      const place: Place = { host: new FakeHost(), collectors: [] };
      const inspection = await inspectPlace(place, {
        choice: 'auto',
        cancellation: never,
        now: Date.now,
        onProgress: () => undefined,
      });
      const {
        report: explained,
        sites,
        searchFailure,
      } = await causes.explain(report, { inspection, place }, never, () => undefined);
      assert.deepEqual(
        sites.map(({ file }) => file),
        [join(folder, 'a.py')],
      );
      assert.deepEqual(searchFailure, {
        kind: 'files',
        message: 'The grammar javascript could not be loaded: no memory',
      });
      assert.deepEqual(explained.unsearched, { tooLarge: 1, noGrammar: 1 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const report = { findings: [] } as unknown as Report;

function explained(causes: WorkspaceCauses): ReturnType<WorkspaceCauses['explain']> {
  return causes.explain(report, live, new AbortController().signal, () => undefined);
}

/** A folder of 120 files, of which the scan stands still at the 60th until the test says so. */
function haltedScan() {
  const folder = mkdtempSync(join(tmpdir(), 'scan-'));
  for (let at = 0; at < 120; at++)
    writeFileSync(
      join(folder, `f${String(at)}.py`),
      'import requests\ndef f():\n    requests.get("http://a/")\n',
    );
  let goOn = (): void => undefined;
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  let parsed = 0;
  const causes = new WorkspaceCauses({
    trees: {
      parse: async (...args) => {
        if (++parsed === 60) await gate;
        return syntaxTrees.parse(...args);
      },
    },
    folders: () => [folder],
    excludes: () => Promise.resolve([]),
    isAllowed: () => Promise.resolve(true),
    longestWaitMs: 600_000,
  });
  return {
    causes,
    parsed: () => parsed,
    halted: () =>
      waitFor(
        'the 60th file',
        () => parsed,
        (count) => count === 60,
      ),
    goOn: () => {
      goOn();
    },
    dispose: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
