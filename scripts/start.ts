// npm start: from a fresh clone to the extension in a real VS Code.
//   npm start -- [--embedded] [--port N]     --embedded: not the desktop's VS Code, even when there is one
import { parseArgs } from 'node:util';
import { buildBundles } from './lib/build.ts';
import { endOnSignals } from './lib/children.ts';
import { desktopCommand, openInDesktop } from './lib/desktop.ts';
import { step } from './lib/progress.ts';
import { setup } from './lib/setup.ts';
import { packVsix } from './package/pack.ts';
import { openEmbedded, prepareEmbedded } from './workbench/open.ts';

const { values } = parseArgs({
  options: { embedded: { type: 'boolean', default: false }, port: { type: 'string', default: '8484' } },
});
endOnSignals();

try {
  await setup('start');
  const code = values.embedded ? undefined : await desktopCommand();
  const pack = step('Building the bundles', buildBundles).then(() =>
    step('Packing the VSIX', () => packVsix()),
  );
  if (code === undefined) {
    await Promise.all([pack, step('Getting VS Code’s server', prepareEmbedded)]);
    await openEmbedded(Number(values.port));
  } else {
    await pack;
    await openInDesktop(code);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
