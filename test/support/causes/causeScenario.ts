import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Report } from '../../../src/core/report/report.ts';
import { cliPath } from '../cli.ts';
import { Namespace } from '../namespace.ts';
import { nodePath } from '../paths.ts';
import { narrowRange } from '../scenario.ts';
import { waitFor } from '../waitFor.ts';

export interface FoundCause {
  readonly file: string;
  readonly line: number;
  readonly cause: string;
  readonly confidence: string;
  readonly severity: string;
  readonly destination?: string;
  readonly chain?: readonly { readonly says: string; readonly restsOn: string }[];
  readonly fix?: {
    readonly edits: readonly {
      readonly line: number;
      readonly column: number;
      readonly endLine: number;
      readonly endColumn: number;
      readonly newText: string;
    }[];
  };
}

/** Where the programs of the scenarios connect to. */
export const backend = { address: '127.0.0.2', port: 8080 } as const;

/**
 * A server that speaks keep-alive, and that closes late where it is asked to close: the side that asks closes first then, as
 * it does with servers that are slower than those of a test.
 */
const backendProgram = `
import http.server, socketserver, sys
class H(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True
    def do_GET(self):
        body = b'{"ok":true}'.ljust(int(sys.argv[2]))
        self.send_response(200); self.send_header('Content-Length', str(len(body))); self.end_headers(); self.wfile.write(body); self.wfile.flush()
    def finish(self):
        if self.close_connection and self.connection.fileno() >= 0:
            self.connection.settimeout(0.3)
            try: self.connection.recv(1)
            except OSError: pass
        super().finish()
    def log_message(self, *a): pass
class S(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True; request_queue_size = 512
S(('127.0.0.2', int(sys.argv[1])), H).serve_forever()
`;

/** A folder with source, a network namespace with 200 ports, and what runs there. */
export class CauseScenario implements AsyncDisposable {
  readonly folder: string;
  readonly namespace: Namespace;

  private constructor(folder: string, namespace: Namespace) {
    this.folder = folder;
    this.namespace = namespace;
  }

  static async begin(files: Readonly<Record<string, string>>): Promise<CauseScenario> {
    const scenario = new CauseScenario(
      mkdtempSync(join(tmpdir(), 'causes-')),
      await Namespace.create(narrowRange),
    );
    for (const [path, text] of Object.entries(files)) scenario.write(path, text);
    return scenario;
  }

  /** The same folder in a fresh namespace: what was in TIME_WAIT is gone, as it is after a minute. */
  async restarted(): Promise<CauseScenario> {
    await this.namespace.dispose();
    return new CauseScenario(this.folder, await Namespace.create(narrowRange));
  }

  write(path: string, text: string): void {
    const at = join(this.folder, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, text.replaceAll('@FOLDER@', this.folder));
  }

  /** A copy of the interpreter, which runs under this name. */
  async programNamed(name: string): Promise<string> {
    const at = join(this.folder, name);
    await this.namespace.runOk('sh', [
      '-c',
      `cp "$(python3 -c 'import sys; print(sys.executable)')" "$0"`,
      at,
    ]);
    return at;
  }

  /** @param bodySize of each answer; at least as long as a short JSON. */
  async startBackend(port: number = backend.port, program = 'python3', bodySize = 0): Promise<void> {
    const args = ['-c', backendProgram, String(port), String(bodySize)];
    this.namespace.spawn(program, args, { stdio: 'ignore' });
    await this.listening(port);
  }

  async listening(port: number): Promise<void> {
    const listeners = (): Promise<string> =>
      this.namespace.runOk('ss', ['-Hltn', `sport = :${String(port)}`]);
    await waitFor(
      `a listening socket at port ${String(port)}`,
      listeners,
      (text) => text.includes('LISTEN'),
      20_000,
    );
  }

  /** Starts a program in the folder that says "done" when its requests are made, and then stays. */
  async work(command: string, args: readonly string[]): Promise<ChildProcess> {
    const child = this.namespace.spawn(command, args, {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await waitFor(
      `${command} to be done`,
      () => said,
      (text) => text.includes('done') || child.exitCode !== null,
      60_000,
    );
    if (!said.includes('done')) throw new Error(`${command} ended: ${said}`);
    return child;
  }

  /** Requests over one connection each, or one for all, to a proxy in the namespace; they fail silently. */
  async drive(count: number, port: number, keepsAlive: boolean): Promise<void> {
    const script = `
      const http = require('http');
      const agent = new http.Agent({ keepAlive: ${String(keepsAlive)} });
      const one = () => new Promise((next) => {
        const q = http.get({ host: '127.0.0.1', port: ${String(port)}, agent }, (r) => { r.resume(); r.on('end', next); r.on('error', next); });
        q.on('error', next);
      });
      (async () => { for (let i = 0; i < ${String(count)}; i++) await one(); process.exit(); })();`;
    await this.namespace.runOk(nodePath, ['-e', script], { timeoutMs: 60_000 });
  }

  async causes(...args: readonly string[]): Promise<readonly FoundCause[]> {
    const { stdout, stderr } = await this.namespace.run(nodePath, [
      cliPath,
      'causes',
      this.folder,
      '--json',
      ...args,
    ]);
    if (stdout === '') throw new Error(stderr);
    return (JSON.parse(stdout) as { readonly sites: readonly FoundCause[] }).sites;
  }

  /** The findings of a report, each with the lines that it names: `FILE:LINE CAUSE`. */
  async findings(): Promise<readonly { readonly rule: string; readonly names: readonly string[] }[]> {
    const args = [cliPath, 'inspect', '--source', this.folder, '--json'];
    const { stdout, stderr } = await this.namespace.run(nodePath, args);
    if (stdout === '') throw new Error(stderr);
    const report = JSON.parse(stdout) as Pick<Report, 'findings'>;
    return report.findings.map(({ rule, sites = [] }) => ({
      rule,
      names: sites.map(
        ({ file, range, cause }) => `${relative(this.folder, file)}:${String(range.start.line + 1)} ${cause}`,
      ),
    }));
  }

  /** Applies all edits of a fix, as an editor does. */
  apply({ file, fix }: FoundCause): void {
    const at = join(this.folder, file);
    const text = readFileSync(at, 'utf8');
    const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
    const offset = (line: number, column: number): number => (starts[line - 1] ?? text.length) + column - 1;
    const edits = (fix?.edits ?? []).map((edit) => ({
      from: offset(edit.line, edit.column),
      to: offset(edit.endLine, edit.endColumn),
      newText: edit.newText,
    }));
    edits.sort((a, b) => b.from - a.from);
    writeFileSync(
      at,
      edits.reduce(
        (before, { from, to, newText }) => before.slice(0, from) + newText + before.slice(to),
        text,
      ),
    );
  }

  /** What the kernel says to one more connection to the backend. */
  async connects(port: number = backend.port): Promise<boolean> {
    const script = `import socket; socket.create_connection(('127.0.0.2', ${String(port)}), 5)`;
    return (await this.namespace.run('python3', ['-c', script])).status === 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.namespace.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function warnings(sites: readonly FoundCause[]): readonly string[] {
  return sites
    .filter(({ severity }) => severity === 'warning')
    .map(({ file, line, cause }) => `${file}:${String(line)} ${cause}`);
}
