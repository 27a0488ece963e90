// Takes the pictures of README.md and of the walkthrough again, from the real workbench:
//   npm run pictures [-- --cut]      --cut: uses the screenshots that the last run of the workbench tests left
// Look at each of them before you commit them.
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { chromium } from 'playwright-core';
import { buildBundles } from './lib/build.ts';
import { inRepository, repository } from './lib/paths.ts';
import { step } from './lib/progress.ts';
import { run } from './lib/run.ts';
import { packVsix } from './package/pack.ts';
import { pictures, tests } from './pictures/list.ts';

if (!process.argv.includes('--cut')) {
  await step('Building', buildBundles);
  await step('Packing the VSIX', () => packVsix());
  for (const test of tests)
    await step(test, async () => {
      const args = [
        'test/support/mochaProcess.ts',
        inRepository('build/results/pictures.json'),
        '60000',
        test,
      ];
      const { status, stdout } = await run('node', args, { cwd: repository, timeoutMs: 600_000 });
      if (status !== 0) throw new Error(stdout);
    });
}
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  for (const { file, screenshot, clip } of pictures) {
    const bytes = await readFile(inRepository('build/screenshots', `${screenshot}.png`));
    const size = { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
    await page.setViewportSize(size);
    await page.setContent(
      `<style>body { margin: 0 } img { display: block }</style><img src="data:image/png;base64,${bytes.toString('base64')}">`,
    );
    await page.locator('img').evaluate((image) => (image as unknown as { decode(): Promise<void> }).decode());
    const path = inRepository('media', file);
    await mkdir(dirname(path), { recursive: true });
    await page.screenshot({ path, clip: clip ?? { x: 0, y: 0, ...size } });
    console.log(`media/${file}`);
  }
} finally {
  await browser.close();
}
