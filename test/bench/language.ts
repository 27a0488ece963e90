import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { ServerProcess } from '../support/serverProcess.ts';
import { here } from '../support/traffic.ts';
import { budgets } from './budgets.ts';
import { longFiles, type LongFile } from './longFiles.ts';
import { row, type Row } from './row.ts';
import { median } from './statistics.ts';

const [long, short] = [10_000, 100];
const keystrokes = 40;

/** What a key press does to a line in the middle: it adds a character to its end, and the next takes it away again. */
const kinds = { 'a key': 'x', 'a line break': '\n' } as const;

/** From a keystroke in the middle of a file to the diagnostics of that text, in a long file and in a short one by turns. */
export async function measureKeystroke(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-bench-'));
  try {
    const rows: Row[] = [];
    for (const file of longFiles) {
      for (const [kind, text] of Object.entries(kinds)) {
        if (kind !== 'a key' && !file.isLimited) continue;
        await using server = await ServerProcess.start(here);
        const typing = [
          await Typing.open(server, file, join(folder, 'long'), long),
          await Typing.open(server, file, join(folder, 'short'), short),
        ] as const;
        const ratios: number[] = [];
        const taken: [number[], number[]] = [[], []];
        for (let stroke = 0; stroke < keystrokes; stroke++) {
          const [slow, fast] = [await typing[0].press(text), await typing[1].press(text)];
          // The first ones compile the code.
          if (stroke < keystrokes / 4) continue;
          ratios.push(slow / fast);
          taken[0].push(slow);
          taken[1].push(fast);
        }
        rows.push(
          row(
            {
              name: `${file.name}: diagnostics after ${kind}, in 10,000 lines : in 100`,
              unit: 'ms',
              medians: { '10,000 lines': median(taken[0]), '100 lines': median(taken[1]) },
              ratio: median(ratios),
            },
            file.isLimited ? budgets.keystroke : undefined,
          ),
        );
      }
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** An open document that is typed into. */
class Typing {
  readonly #server: ServerProcess;
  readonly #uri: string;
  readonly #at: { readonly line: number; readonly character: number };
  #version = 1;
  #isTyped = false;

  private constructor(server: ServerProcess, uri: string, lines: readonly string[]) {
    const line = lines.length / 2 + 1;
    this.#server = server;
    this.#uri = uri;
    this.#at = { line, character: lines[line]?.length ?? 0 };
  }

  static async open(
    server: ServerProcess,
    { fileName, language, linesOf }: LongFile,
    folder: string,
    count: number,
  ): Promise<Typing> {
    const lines = linesOf(count);
    const text = lines.join('\n');
    // A folder for each, so that no two of them belong together.
    const path = `${folder}-${fileName}`;
    await writeFile(path, text);
    const uri = pathToFileURL(path).href;
    const typing = new Typing(server, uri, lines);
    const opened = typing.#diagnosed();
    await server.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: language, version: 1, text },
    });
    await opened;
    return typing;
  }

  /** Milliseconds until the diagnostics are there. */
  async press(text: string): Promise<number> {
    const { line } = this.#at;
    const end =
      text === '\n' ? { line: line + 1, character: 0 } : { line, character: this.#at.character + 1 };
    const change = this.#isTyped
      ? { range: { start: this.#at, end }, text: '' }
      : { range: { start: this.#at, end: this.#at }, text };
    this.#isTyped = !this.#isTyped;
    this.#version++;
    const judged = this.#diagnosed();
    const start = performance.now();
    await this.#server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.#uri, version: this.#version },
      contentChanges: [change],
    });
    await judged;
    return performance.now() - start;
  }

  #diagnosed(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(reject, 30_000, new Error(`no diagnostics of ${this.#uri} came`));
      const listening = this.#server.connection.onNotification(
        'textDocument/publishDiagnostics',
        ({ uri, version, diagnostics }: PublishDiagnosticsParams) => {
          if (uri !== this.#uri || (version ?? 0) < this.#version || diagnostics.length === 0) return;
          clearTimeout(timer);
          listening.dispose();
          resolve();
        },
      );
    });
  }
}
