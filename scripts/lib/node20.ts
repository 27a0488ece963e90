import { delimiter, join } from 'node:path';
import { run } from './run.ts';

/** The path of a Node.js 20 on the PATH: the oldest that we support, while development runs with 24. */
export async function findNode20(): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const names = ['node', 'node20', 'nodejs'];
  for (const path of [...new Set(folders)].flatMap((folder) => names.map((name) => join(folder, name)))) {
    const { status, stdout } = await run(path, ['--version']).catch(() => ({ status: 1, stdout: '' }));
    if (status === 0 && stdout.startsWith('v20.')) return path;
  }
  return undefined;
}
