import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { packNpm } from '../../scripts/package/npm/packNpm.ts';
import { nodePath } from './paths.ts';
import { runOk } from './run.ts';

/** The packed npm package in an empty prefix, installed as on a machine without a registry: without koffi. */
export class InstalledNpm implements AsyncDisposable {
  /** An empty folder, which is the home of its programs. */
  readonly folder: string;
  /** With its programs first on the PATH. */
  readonly env: NodeJS.ProcessEnv;

  private constructor(folder: string) {
    this.folder = folder;
    const path = [join(folder, 'prefix/bin'), dirname(nodePath), process.env['PATH'] ?? ''];
    this.env = { ...process.env, PATH: path.join(delimiter), HOME: folder };
  }

  static async create(): Promise<InstalledNpm> {
    const installed = new InstalledNpm(await mkdtemp(join(tmpdir(), 'socket-diagnostics-installed-')));
    const { folder, env } = installed;
    const prefix = ['--global', '--prefix', join(folder, 'prefix')];
    const offline = ['--offline', '--cache', join(folder, 'cache'), '--no-audit', '--no-fund'];
    const { path } = await packNpm();
    await runOk('npm', ['install', ...prefix, ...offline, path], { cwd: folder, env, timeoutMs: 120_000 });
    return installed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
