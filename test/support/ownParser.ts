import { spawnSync } from 'node:child_process';
import { parseTOML } from 'toml-eslint-parser';
import { parseAllDocuments } from 'yaml';

/**
 * How many errors the parser of a file's own language finds; 0 where there is none for it. A template is no YAML and has as
 * many before a fix as after it.
 */
export function ownParserErrors(path: string, text: string): number {
  const name = path.replace(/\.(?:example|j2)$/, '');
  if (/\.ya?ml$/.test(name)) {
    const documents = parseAllDocuments(text, { logLevel: 'silent' });
    return Array.isArray(documents) ? documents.reduce((sum, { errors }) => sum + errors.length, 0) : 0;
  }
  if (name.endsWith('.json')) return isRefused(() => JSON.parse(text) as unknown);
  if (name.endsWith('.toml')) return isRefused(() => parseTOML(text));
  if (name.endsWith('.sh')) return spawnSync('bash', ['-n'], { input: text }).status === 0 ? 0 : 1;
  return 0;
}

function isRefused(parse: () => unknown): number {
  try {
    parse();
    return 0;
  } catch {
    return 1;
  }
}
