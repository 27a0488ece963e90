// Writes the JSON Schemas of our formats to schemas/ from their types.
//   node scripts/schemas.ts [--check]      --check: changes nothing, fails when a schema is out of date
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { inRepository } from './lib/paths.ts';
import { documents } from './schemas/documents.ts';
import { schemaOf } from './schemas/schemaOf.ts';

const outdated: string[] = [];
for (const document of documents) {
  const name = `schemas/${document.name}.schema.json`;
  const path = inRepository(name);
  const text = await format(JSON.stringify(schemaOf(document)), {
    ...(await resolveConfig(path)),
    filepath: path,
  });
  const before = await readFile(path, 'utf8').catch(() => '');
  if (text === before) continue;
  outdated.push(name);
  if (process.argv.includes('--check')) continue;
  await mkdir(inRepository('schemas'), { recursive: true });
  await writeFile(path, text);
}
if (outdated.length === 0) console.log('schemas/ is up to date.');
else if (process.argv.includes('--check')) {
  console.error(`${outdated.join(', ')}: does not match the types. Run: npm run schemas`);
  process.exitCode = 1;
} else console.log(`Written: ${outdated.join(', ')}`);
