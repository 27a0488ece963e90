import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { ServerProcess } from '../support/serverProcess.ts';
import { here } from '../support/traffic.ts';
import { budgets } from './budgets.ts';
import { row, type Row } from './row.ts';
import { median } from './statistics.ts';

const lineCount = 10_000;
const keystrokes = 20;

/** As a generated file looks: a comment for ten lines, most keys once, a few of them wrong. */
function sysctlText(): string {
  const keys = ['rp_filter', 'accept_redirects', 'send_redirects', 'log_martians', 'arp_ignore'];
  return Array.from({ length: lineCount }, (_, line) => {
    if (line % 10 === 0) return `# interface ${line / 10}`;
    if (line % 97 === 0) return 'net.ipv4.tcp_tw_recycle = 1';
    const key = keys[line % keys.length] ?? '';
    return `net.ipv4.conf.eth${Math.floor(line / keys.length)}.${key} = ${line % 2}`;
  }).join('\n');
}

/** From a keystroke in the middle of 10,000 lines to the diagnostics of that text, over the language server protocol. */
export async function measureKeystroke(): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-bench-'));
  const path = join(folder, '90-bench.conf');
  const text = sysctlText();
  await writeFile(path, text);
  try {
    await using server = await ServerProcess.start(here);
    const times = await typeInto(server, pathToFileURL(path).href, text);
    const medians = { median: median(times), worst: Math.max(...times) };
    return row(
      { name: '10,000 lines of sysctl.conf: diagnostics after a keystroke', unit: 'ms', medians },
      budgets.keystrokeMs,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function typeInto(server: ServerProcess, uri: string, text: string): Promise<readonly number[]> {
  const { connection } = server;
  let arrived: (version: number) => void = () => undefined;
  connection.onNotification('textDocument/publishDiagnostics', (sent: PublishDiagnosticsParams) => {
    if (sent.uri === uri && sent.diagnostics.length > 0) arrived(sent.version ?? 0);
  });
  const diagnosticsOf = (version: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(reject, 10_000, new Error('no diagnostics came'));
      arrived = (got) => {
        if (got < version) return;
        clearTimeout(timer);
        resolve();
      };
    });
  const opened = diagnosticsOf(1);
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'sysctl', version: 1, text },
  });
  await opened;

  const times: number[] = [];
  const at = { line: lineCount / 2 + 1, character: 0 };
  for (let stroke = 0; stroke < keystrokes; stroke++) {
    const version = stroke + 2;
    const judged = diagnosticsOf(version);
    const start = performance.now();
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range: { start: at, end: at }, text: '#' }],
    });
    await judged;
    times.push(performance.now() - start);
  }
  return times;
}
