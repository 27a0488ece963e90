import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inRepository } from '../../scripts/lib/paths.ts';
import { runOk } from '../../scripts/lib/run.ts';
import { nodePath } from '../support/paths.ts';
import { budgets } from './budgets.ts';
import { row, type Row } from './row.ts';
import { median } from './statistics.ts';

const fileCount = 10_000;
const candidateEvery = 100;

/** The words of the filter, as `git grep -E` takes them. */
const words =
  'requests|httpx|urlopen|redis|psycopg|Agent|fetch|pg|Transport|http[.]|Body|HttpClient|OkHttpClient|disconnect|curl_init|PDO|Net::HTTP|reqwest|bind|SO_LINGER|curl|proxy_pass|upstream';

const plain = {
  py: 'def f(a, b):\n    return a + b\n',
  js: 'export function f(a, b) {\n  return a + b;\n}\n',
  ts: 'export function f(a: number, b: number): number {\n  return a + b;\n}\n',
  go: 'package p\n\nfunc F(a, b int) int {\n\treturn a + b\n}\n',
  java: 'class F {\n  static int f(int a, int b) {\n    return a + b;\n  }\n}\n',
  rb: 'def f(a, b)\n  a + b\nend\n',
} as const;
const candidates = {
  py: 'import requests\n\ndef g(u):\n    return requests.get(u)\n',
  js: "const http = require('http');\nfunction g(u) {\n  http.get(u, { agent: false }, (r) => r.resume());\n}\n",
  ts: "import https from 'node:https';\nexport const agent = new https.Agent({ rejectUnauthorized: false });\n",
  go: 'package p\n\nimport "net/http"\n\nfunc G(u string) int {\n\tr, _ := http.Get(u)\n\treturn r.StatusCode\n}\n',
  java: 'class G {\n  void g() {\n    HttpClient c = HttpClient.newHttpClient();\n  }\n}\n',
  rb: 'def g(u)\n  Net::HTTP.get(u)\nend\n',
} as const;

interface Figures {
  readonly scanMs: number;
  readonly parseMs: number;
  readonly looked: number;
  readonly judged: number;
  readonly sites: number;
  readonly grammarMegabytes: number;
  readonly afterEdit: number;
}

/** The first scan of 10,000 files, and what all grammars take. */
export async function measureCauses(runs: number): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-bench-'));
  try {
    makeFiles(folder);
    await runOk('git', ['init', '-q', folder]);
    await runOk('git', ['-C', folder, 'add', '-A']);
    const scans: number[] = [];
    const floors: number[] = [];
    const memory: number[] = [];
    const edits: number[] = [];
    for (let run = 0; run < runs; run++) {
      const grepMs = await timed(() =>
        runOk('git', ['-C', folder, 'grep', '-E', '-l', words]).then(() => undefined),
      );
      const figures = JSON.parse(
        await runOk(nodePath, ['--expose-gc', inRepository('test/bench/causesProcess.ts'), folder]),
      ) as Figures;
      if (figures.looked !== fileCount || figures.judged !== fileCount / candidateEvery)
        throw new Error(`${String(figures.judged)} of ${String(figures.looked)} files were judged`);
      scans.push(figures.scanMs);
      floors.push(grepMs + figures.parseMs);
      memory.push(figures.grammarMegabytes);
      edits.push(figures.afterEdit);
    }
    const ratio = median(scans.map((scan, at) => scan / (floors[at] ?? NaN)));
    return [
      row(
        {
          name: '10,000 files: first scan for causes : git grep -E of its words and the parse of the candidates',
          unit: 'ms',
          medians: { scan: median(scans), 'git grep and parse': median(floors) },
          ratio,
        },
        budgets.causesScan,
      ),
      row(
        {
          name: '10,000 files: looked at again after one edit',
          unit: 'files',
          medians: { 'after an edit': Math.max(...edits) },
        },
        budgets.filesAfterEdit,
      ),
      row(
        {
          name: 'all grammars loaded, the most of all runs',
          unit: 'MB',
          medians: { 'more than before': Math.max(...memory) },
        },
        budgets.grammarMegabytes,
      ),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function makeFiles(folder: string): void {
  const extensions = Object.keys(plain) as readonly (keyof typeof plain)[];
  for (let at = 0; at < fileCount; at++) {
    const extension = extensions[at % extensions.length] ?? 'py';
    const isCandidate = at % candidateEvery === 0;
    const path = join(folder, `m${String(at % 100)}`, `f${String(at)}.${extension}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, (isCandidate ? candidates : plain)[extension] + plain[extension].repeat(20));
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
