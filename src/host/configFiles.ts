import { readlink, realpath } from 'node:fs/promises';
import type { ConfigFile } from '../core/parse/configFile.ts';
import { keptLinks } from '../core/parse/configLinks.ts';
import { absolutePath, type ConfigPlace } from '../core/parse/configRoot.ts';
import { directoryOf, dropInDirectories, mainConfigFile } from '../core/parse/dropInOrder.ts';
import { BoundedFolders } from './boundedFolders.ts';

/**
 * The sysctl configuration that a file belongs to. Entries that are not files are left out, and the rules judge the
 * rest. Files that are not read are included and marked as unreadable.
 */
export async function readConfigFiles(
  place: Pick<ConfigPlace, 'root' | 'folder'>,
): Promise<readonly ConfigFile[]> {
  const { root, folder } = place;
  const real = folder === undefined ? [...dropInDirectories, directoryOf(mainConfigFile)] : ['/etc/sysctl.d'];
  const folders = new BoundedFolders(
    root,
    real.map((directory) => (folder === undefined ? root + directory : folder)),
  );
  const listings =
    folder === undefined
      ? await Promise.all(dropInDirectories.map((directory) => listSystem(folders, root, directory)))
      : [await list(folders, folder, '/etc/sysctl.d')];
  const paths = listings.flatMap((listing) => listing.paths);
  if (folder === undefined) paths.push(mainConfigFile);
  const stays = keptLinks(paths);
  const files: (ConfigFile | undefined)[] = [];
  // One by one: what is left of the limit depends on those before.
  for (const path of paths)
    files.push(await readConfigFile(folders, path, absolutePath({ ...place, path }, path), stays));
  return [...listings.flatMap(({ hidden }) => hidden), ...files.filter((file) => file !== undefined)];
}

interface Listing {
  readonly paths: readonly string[];
  /** The folder itself, if its contents are not read. */
  readonly hidden: readonly ConfigFile[];
}

/** If /lib is a link to /usr/lib, its files are already included. */
async function listSystem(folders: BoundedFolders, root: string, directory: string): Promise<Listing> {
  const real = await realpath(root + directory).catch(() => undefined);
  const own = await realpath(root || '/').catch(() => '');
  if (directory.startsWith('/lib/') && real !== `${own === '/' ? '' : own}${directory}`)
    return { paths: [], hidden: [] };
  return list(folders, root + directory, directory);
}

async function list(folders: BoundedFolders, folder: string, directory: string): Promise<Listing> {
  const { names, unreadable } = await folders.list(folder);
  return {
    paths: names.map((name) => `${directory}/${name}`),
    hidden: unreadable === undefined ? [] : [{ path: directory, content: unreadable }],
  };
}

async function readConfigFile(
  folders: BoundedFolders,
  path: string,
  absolute: string,
  stays: (target: string) => boolean,
): Promise<ConfigFile | undefined> {
  const target = await readlink(absolute).catch(() => undefined);
  if (target !== undefined && stays(target)) return { path, content: { kind: 'link', target } };
  const content = await folders.read(absolute);
  return content && { path, content };
}
