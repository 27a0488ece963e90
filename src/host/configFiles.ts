import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { largestConfigFile, staysLink, type ConfigFile } from '../core/parse/configFile.ts';
import { absolutePath, type ConfigPlace } from '../core/parse/configRoot.ts';
import { dropInDirectories, mainConfigFile } from '../core/parse/dropInOrder.ts';
import { errorCode } from './systemError.ts';

/**
 * The sysctl configuration that a file belongs to. Entries that are not files or are too large are left out, and the
 * rules judge the rest. Files that cannot be read are included and marked as unreadable.
 */
export async function readConfigFiles(
  place: Pick<ConfigPlace, 'root' | 'folder'>,
): Promise<readonly ConfigFile[]> {
  const { root, folder } = place;
  const listings =
    folder === undefined
      ? await Promise.all(dropInDirectories.map((directory) => listSystem(root, directory)))
      : [await list(folder, '/etc/sysctl.d')];
  const paths = listings.flatMap((listing) => listing.paths);
  if (folder === undefined) paths.push(mainConfigFile);
  const files = await Promise.all(
    paths.map((path) => readConfigFile(path, absolutePath({ ...place, path }, path), paths)),
  );
  return [...listings.flatMap(({ hidden }) => hidden), ...files.filter((file) => file !== undefined)];
}

interface Listing {
  readonly paths: readonly string[];
  /** The folder itself, if its contents cannot be read. */
  readonly hidden: readonly ConfigFile[];
}

/** If /lib is a link to /usr/lib, its files are already included. */
async function listSystem(root: string, directory: string): Promise<Listing> {
  const real = await realpath(root + directory).catch(() => undefined);
  const own = await realpath(root || '/').catch(() => '');
  if (directory.startsWith('/lib/') && real !== `${own === '/' ? '' : own}${directory}`)
    return { paths: [], hidden: [] };
  return list(root + directory, directory);
}

async function list(folder: string, directory: string): Promise<Listing> {
  try {
    return { paths: (await readdir(folder)).map((name) => `${directory}/${name}`), hidden: [] };
  } catch (error) {
    return { paths: [], hidden: isRefusal(error) ? [unreadable(directory)] : [] };
  }
}

async function readConfigFile(
  path: string,
  absolute: string,
  known: readonly string[],
): Promise<ConfigFile | undefined> {
  const target = await readlink(absolute).catch(() => undefined);
  if (target !== undefined && staysLink(target, known)) return { path, content: { kind: 'link', target } };
  try {
    const stats = await stat(absolute);
    if (!stats.isFile() || stats.size > largestConfigFile) return undefined;
    return { path, content: { kind: 'text', text: await readFile(absolute, 'utf8') } };
  } catch (error) {
    return isRefusal(error) ? unreadable(path) : undefined;
  }
}

function isRefusal(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(errorCode(error) ?? '');
}

function unreadable(path: string): ConfigFile {
  return { path, content: { kind: 'unreadable' } };
}
