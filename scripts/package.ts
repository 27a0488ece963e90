// Builds and packs the npm package and the VSIX for this machine, or for others:
//   npm run package -- [--all | --target linux-x64|linux-arm64|alpine-x64|alpine-arm64|universal ...]
import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { buildBundles } from './lib/build.ts';
import { step } from './lib/progress.ts';
import { packNpm } from './package/npm/packNpm.ts';
import { packVsix, vsixOf } from './package/pack.ts';
import { machineTarget, targets } from './package/targets.ts';

const { values } = parseArgs({
  options: { all: { type: 'boolean', default: false }, target: { type: 'string', multiple: true } },
});
const names = values.all ? targets.map(({ name }) => name) : (values.target ?? [machineTarget().name]);
const unknown = names.filter((wanted) => !targets.some(({ name }) => name === wanted));
if (unknown.length > 0) {
  console.error(
    `No such target: ${unknown.join(', ')}. There are: ${targets.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}

await step('Building', buildBundles);
for (const target of targets.filter(({ name }) => names.includes(name))) {
  await step(`Packing for ${target.name}`, () => packVsix(target));
  await tell(vsixOf(target));
}
await tell((await step('Packing for npm', packNpm)).path);

async function tell(path: string): Promise<void> {
  console.log(`${path} (${String(Math.ceil((await stat(path)).size / 1000))} kB)`);
}
