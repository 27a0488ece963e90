// Builds and packs the VSIX: npm run package
import { stat } from 'node:fs/promises';
import { vsixPath } from './lib/paths.ts';
import { buildBundles, packVsix } from './lib/build.ts';
import { step } from './lib/progress.ts';

await step('Building', buildBundles);
await step('Packing the VSIX', packVsix);
console.log(`${vsixPath} (${String(Math.ceil((await stat(vsixPath)).size / 1000))} kB)`);
