import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inRepository } from '../../scripts/lib/paths.ts';
import { run, runOk } from '../../scripts/lib/run.ts';
import { cliPath } from '../support/cli.ts';
import { nodePath } from '../support/paths.ts';
import { budgets } from './budgets.ts';
import { row, type Row } from './row.ts';
import { median } from './statistics.ts';

const fileCount = 10_000;
const matchEvery = 20;

/** Files of a repository that set nothing. */
const plain: readonly (readonly [extension: string, text: string])[] = [
  ['yaml', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  selector: {app: a}\n'],
  ['py', 'def f(a, b):\n    return a + b\n'],
  ['go', 'package p\n\nfunc F(a, b int) int {\n\treturn a + b\n}\n'],
  ['ts', 'export function f(a: number, b: number): number {\n  return a + b;\n}\n'],
  ['md', '# A\n\n```sh\nmake\n```\n'],
  ['sh', '#!/bin/sh\nset -e\nmake all\n'],
  ['json', '{"name": "a", "version": "1.0.0"}\n'],
  ['tf', 'resource "a" "b" {\n  name = "c"\n}\n'],
];
/** Files that set parameters, in the formats that are most common. */
const matching: readonly (readonly [extension: string, text: string])[] = [
  [
    'yaml',
    'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      securityContext:\n        sysctls:\n        - name: net.core.somaxconn\n          value: "1024"\n      containers:\n      - name: a\n        image: a:1\n',
  ],
  ['compose.yaml', 'services:\n  a:\n    image: a\n    sysctls:\n      - net.ipv4.tcp_tw_reuse=1\n'],
  ['Dockerfile', 'FROM debian\nRUN sysctl -w net.core.somaxconn=1024\n'],
  ['sh', '#!/bin/sh\nsysctl -w net.ipv4.ip_local_port_range="1024 65000"\n'],
  ['yml', '- hosts: all\n  tasks:\n  - ansible.posix.sysctl:\n      name: vm.swappiness\n      value: 1\n'],
  ['sysctl.conf', '# sysctl\nnet.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_fin_timeout = 15\n'],
  ['md', '# Tuning\n\n```sh\nsudo sysctl -w net.ipv4.tcp_tw_reuse=1\n```\n'],
];

/** `lint` of a repository as a whole program, against the least that it must do. */
export async function measureLint(runs: number): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-bench-'));
  try {
    makeFiles(folder);
    await runOk('git', ['init', '-q', folder]);
    await runOk('git', ['-C', folder, 'add', '-A']);
    const lints: number[] = [];
    const floors: number[] = [];
    for (let at = 0; at < runs; at++) {
      const grepMs = await timed(() => runOk('git', ['-C', folder, 'grep', '-c', 'sysctl']));
      const { parseMs, files } = JSON.parse(
        await runOk(nodePath, [inRepository('test/bench/lintProcess.ts'), folder]),
      ) as { readonly parseMs: number; readonly files: number };
      if (files !== fileCount / matchEvery) throw new Error(`${String(files)} files were parsed`);
      lints.push(await timed(() => run(nodePath, [cliPath, 'lint', '--json', folder])));
      floors.push(grepMs + parseMs);
    }
    const ratio = median(lints.map((lint, at) => lint / (floors[at] ?? NaN)));
    return [
      row(
        {
          name: '10,000 files: lint : git grep -c sysctl and the parse of the matching files',
          unit: 'ms',
          medians: { lint: median(lints), 'git grep and parse': median(floors) },
          ratio,
        },
        budgets.lintRepository,
      ),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

function makeFiles(folder: string): void {
  for (let at = 0; at < fileCount; at++) {
    const kinds = at % matchEvery === 0 ? matching : plain;
    const [extension, text] = kinds[(at % matchEvery === 0 ? at / matchEvery : at) % kinds.length] ?? [
      'txt',
      '',
    ];
    const path = join(folder, `part${String(at % 100)}`, `file${String(at)}.${extension}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
