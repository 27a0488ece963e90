// Writes the tables of settings and commands into README.md from package.json, and that of what is judged from the rules.
//   node scripts/readmeSettings.ts [--check]      --check: changes nothing, fails when README.md is out of date
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { inRepository } from './lib/paths.ts';
import { readManifest } from './lib/manifest.ts';
import { commandsTable, rulesTable, settingsTable } from './lib/readmeTables.ts';
import { replaceBetween } from './lib/markers.ts';

const path = inRepository('README.md');
const before = await readFile(path, 'utf8').catch(() => {
  throw new Error('there is no README.md');
});
const manifest = await readManifest();
const tables = { settings: settingsTable(manifest), commands: commandsTable(manifest), rules: rulesTable() };
const filled = Object.entries(tables).reduce(
  (text, [name, content]) => replaceBetween(text, name, content),
  before,
);
// prettier lines up the columns, and would do so behind our back otherwise.
const after = await format(filled, { ...(await resolveConfig(path)), filepath: path });

if (after === before) console.log('README.md: the tables are up to date.');
else if (process.argv.includes('--check')) {
  console.error('README.md: the tables do not match package.json and the rules. Run: npm run readme');
  process.exitCode = 1;
} else {
  await writeFile(path, after);
  console.log('README.md: tables written.');
}
