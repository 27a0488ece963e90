import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodePath, repository } from '../support/paths.ts';
import type { AgainFigures } from './again.ts';

/** Opens and closes so many tabs of reports in a real window; the figures are those of its extension host. */
export async function manyTabs(times: number): Promise<AgainFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
  const figures = join(folder, 'figures.json');
  try {
    const suite = join(repository, 'test/extension/embedded.ts');
    const args = [suite, join(folder, 'results.json'), 'reportTabs.test.ts'];
    const env = {
      ...process.env,
      REPORT_TABS: String(times),
      REPORT_TABS_FIGURES: figures,
      // The window has no other tests, and may be open for a quarter of an hour.
      TEST_PATIENCE: '3',
    };
    const child = spawn(nodePath, args, { stdio: 'inherit', env });
    const [status] = (await once(child, 'exit')) as [number | null];
    const text = await readFile(figures, 'utf8').catch(() => undefined);
    if (text === undefined) throw new Error(`The window ended with ${String(status)}, without figures.`);
    return JSON.parse(text) as AgainFigures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
