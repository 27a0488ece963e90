// Runs the command line from a checkout: npm run inspect -- --json
import { spawn } from 'node:child_process';
import { buildBundles } from './lib/build.ts';
import { inRepository } from './lib/paths.ts';

await buildBundles(); // a fraction of a second
const cli = inRepository('dist/cli.js');
const child = spawn(process.execPath, [cli, 'inspect', ...process.argv.slice(2)], { stdio: 'inherit' });
child.on('exit', (status) => {
  process.exitCode = status ?? 3;
});
