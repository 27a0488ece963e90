import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { DiagnosisContext } from '../../core/language/sysctlDiagnostic.ts';
import type { FileFormat } from '../../core/formats/fileFormat.ts';
import { mayHoldServices } from '../../core/formats/compose/composeService.ts';
import { formatOf, mayBeChecked } from '../../core/formats/formats.ts';
import { mayTellFacts } from '../../core/formats/factsInFile.ts';
import { sysctlConfFormat } from '../../core/formats/sysctlConf/sysctlConfFormat.ts';
import { configPlace, type ConfigPlace } from '../../core/parse/configRoot.ts';
import { compareBytes, dropInOrder } from '../../core/parse/dropInOrder.ts';
import { baseName } from '../../core/model/pathText.ts';
import type { Configuration } from '../../core/rules/fileSet.ts';
import { readConfiguration } from '../../host/configuration.ts';
import { readOwnFile } from '../../host/ownFile.ts';
import { errorText } from '../../host/systemError.ts';
import { textFiles, utf16 } from '../../host/textFiles.ts';
import { mayBeSysctlConf } from './mayBeSysctlConf.ts';

/** A text to check, or a path that could not be read. */
export type LintTarget =
  | ({
      readonly kind: 'file';
      readonly file: string;
      readonly text: string;
      readonly format: FileFormat;
    } & Pick<DiagnosisContext, 'path' | 'configuration'>)
  /** A file in no format that is known, which may tell something about others. `isNamed`: the user wants it checked. */
  | { readonly kind: 'beside'; readonly file: string; readonly text: string; readonly isNamed: boolean }
  | { readonly kind: 'unreadable'; readonly file: string; readonly message: string };

type ReadConfig = (place: Pick<ConfigPlace, 'root' | 'folder'>) => Promise<Configuration>;

/**
 * Resolves the paths of a command line to files: of a directory the sysctl files in the order in which they are read at boot,
 * then all other files that set parameters. `wants` sees paths below the directory.
 */
export async function lintTargets(
  paths: readonly string[],
  wants: (path: string) => boolean,
): Promise<readonly LintTarget[]> {
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
      if (path !== '-' && (await stat(path)).isDirectory())
        targets.push(...(await targetsIn(path, wants, configOf)));
      else targets.push(await namedTarget(path, configOf));
    } catch (error) {
      targets.push(unreadable(path, error));
    }
  }
  return targets;
}

/** Names of files in which a line without `=` is no mistake, whatever they contain. */
const ofOtherLanguage =
  /(?:^|\/)(?:(?:container|docker|gem|jenkins|make|proc|rake|vagrant)file(?:\.[\w-]+)?|[^/]+\.(?:adoc|bash|bu|c|cc|cpp|cs|css|csv|diff|go|h|hcl|html?|ign|java|jsonc?|[cm]?jsx?|kt|lock|lua|markdown|md|nix|patch|php|pl|pp|py|rb|rs|rst|scala|sh|sls|sql|svg|swift|tf|tfvars|toml|[cm]?tsx?|xml|ya?ml|zsh))(?:\.(?:j2|jinja2?|tmpl|tftpl|tpl|template|erb))?$/i;

/** A file that is named is one of sysctl if its place says so, or its content, and its name does not say that it is another. */
async function namedTarget(file: string, configOf: ReadConfig): Promise<LintTarget> {
  try {
    if (file === '-') {
      const text = await readAll(process.stdin);
      const format = formatOf(text, undefined) ?? sysctlConfFormat;
      return { kind: 'file', file: '(standard input)', text, format };
    }
    const text = await readNamed(file);
    // The mark of UTF-16 is none of UTF-8.
    if (text.startsWith('\ufffd\ufffd') && mayBeSysctlConf(text.replaceAll('\0', '')))
      return { kind: 'unreadable', file, message: utf16 };
    const path = slashes(resolve(file));
    const format = formatOf(text, path);
    if (format === undefined && (ofOtherLanguage.test(path) || !mayBeSysctlConf(text)))
      return { kind: 'beside', file, text, isNamed: true };
    return await placed(file, text, format ?? sysctlConfFormat, configOf);
  } catch (error) {
    return unreadable(file, error);
  }
}

/** The running system's files are its administrator's, whose links are followed. */
async function readNamed(file: string): Promise<string> {
  const place = configPlace(resolve(file));
  const root = place !== undefined && place.folder === undefined ? place.root : undefined;
  return readOwnFile(root === '' ? await realpath(file) : file, root === undefined ? [] : [`${root}/etc`]);
}

/** Only files of sysctl have others beside them. */
async function placed(
  file: string,
  text: string,
  format: FileFormat,
  configOf: ReadConfig,
): Promise<LintTarget> {
  const own = { kind: 'file', file, text, format } as const;
  if (format !== sysctlConfFormat) return { ...own, path: slashes(file) };
  const place = configPlace(resolve(file));
  if (place === undefined) return own;
  return { ...own, path: place.path, configuration: await configOf(place) };
}

async function targetsIn(
  directory: string,
  wants: (path: string) => boolean,
  configOf: ReadConfig,
): Promise<readonly LintTarget[]> {
  const targets: LintTarget[] = [];
  const listed = (await sysctlFilesIn(directory, configOf)).filter((file) =>
    wants(slashes(relative(directory, file))),
  );
  for (const file of listed) targets.push(await namedTarget(file, configOf));
  const done = new Set(listed.map((file) => resolve(file)));
  const wantsText = (text: string, path: string): boolean =>
    mayBeChecked(text, path) || mayHoldServices(text, path);
  for await (const found of textFiles(directory, { wants, wantsText })) {
    if (done.has(resolve(found.path))) continue;
    if (found.kind === 'unreadable') {
      targets.push({ kind: 'unreadable', file: found.path, message: found.message });
      continue;
    }
    const format = formatOf(found.text, slashes(found.path));
    if (format !== undefined) targets.push(await placed(found.path, found.text, format, configOf));
    else if (mayTellFacts(found.text))
      targets.push({ kind: 'beside', file: found.path, text: found.text, isNamed: false });
  }
  return targets;
}

/** A root with drop-in directories, otherwise the directory's own files that look like files of sysctl. */
async function sysctlFilesIn(directory: string, configOf: ReadConfig): Promise<readonly string[]> {
  const { files: below } = await configOf({ root: resolve(directory) === '/' ? '' : resolve(directory) });
  const read = dropInOrder(below, 'procps').read.map(({ realPath }) => realPath);
  if (read.length > 0) return [...new Set(read)].map((path) => join(directory, path));
  const names = (await readdir(directory)).filter((name) => name.endsWith('.conf')).sort(compareBytes);
  const files = names.map((name) => join(directory, baseName(name)));
  const texts = await Promise.all(files.map((file) => readNamed(file).catch(() => undefined)));
  return files.filter((_, at) => {
    const text = texts[at];
    return text === undefined || /^[ \t]*(?:-\s*)?(?:net|kernel|vm|fs|dev|user)[./][\w./*-]+\s*=/m.test(text);
  });
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}

function unreadable(file: string, error: unknown): LintTarget {
  return { kind: 'unreadable', file, message: errorText(error) };
}
