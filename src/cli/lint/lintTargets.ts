import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { DiagnosisContext } from '../../core/language/sysctlDiagnostic.ts';
import { configPlace, type ConfigPlace } from '../../core/parse/configRoot.ts';
import { baseName, compareBytes, dropInOrder } from '../../core/parse/dropInOrder.ts';
import type { Configuration } from '../../core/rules/fileSet.ts';
import { readConfiguration } from '../../host/configuration.ts';

/** A text to check, or a path that could not be read. */
export type LintTarget =
  | ({ readonly kind: 'file'; readonly file: string; readonly text: string } & Pick<
      DiagnosisContext,
      'path' | 'configuration'
    >)
  | { readonly kind: 'unreadable'; readonly file: string; readonly message: string };

type ReadConfig = (place: Pick<ConfigPlace, 'root' | 'folder'>) => Promise<Configuration>;

/** Resolves the paths of a command line to files, in the order in which they are read at boot. */
export async function lintTargets(paths: readonly string[]): Promise<readonly LintTarget[]> {
  const known = new Map<string, Promise<Configuration>>();
  const configOf: ReadConfig = (place) => {
    const name = JSON.stringify([place.root, place.folder]);
    const configuration = known.get(name) ?? readConfiguration(place);
    known.set(name, configuration);
    return configuration;
  };
  const targets: LintTarget[] = [];
  for (const path of paths) {
    try {
      const files = path !== '-' && (await stat(path)).isDirectory() ? await filesIn(path, configOf) : [path];
      for (const file of files) targets.push(await target(file, configOf));
    } catch (error) {
      targets.push(unreadable(path, error));
    }
  }
  return targets;
}

async function target(file: string, configOf: ReadConfig): Promise<LintTarget> {
  try {
    if (file === '-') return { kind: 'file', file: '(standard input)', text: await readAll(process.stdin) };
    const text = await readFile(file, 'utf8');
    const place = configPlace(resolve(file));
    if (place === undefined) return { kind: 'file', file, text };
    return { kind: 'file', file, text, path: place.path, configuration: await configOf(place) };
  } catch (error) {
    return unreadable(file, error);
  }
}

/** A root with drop-in directories, otherwise the directory's own files. */
async function filesIn(directory: string, configOf: ReadConfig): Promise<readonly string[]> {
  const { files: below } = await configOf({ root: resolve(directory) === '/' ? '' : resolve(directory) });
  const read = dropInOrder(below, 'procps').read.map(({ realPath }) => realPath);
  if (read.length > 0) return [...new Set(read)].map((path) => join(directory, path));
  const names = (await readdir(directory)).filter((name) => name.endsWith('.conf'));
  return names.sort(compareBytes).map((name) => join(directory, baseName(name)));
}

function unreadable(file: string, error: unknown): LintTarget {
  return { kind: 'unreadable', file, message: error instanceof Error ? error.message : String(error) };
}
