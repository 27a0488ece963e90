import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import {
  moduleListDirectories,
  moduleListFile,
  modulesAtBoot,
  type ModuleList,
} from '../core/parse/bootModules.ts';
import type { ConfigPlace } from '../core/parse/configRoot.ts';
import { directoryOf } from '../core/parse/dropInOrder.ts';
import type { Configuration } from '../core/rules/fileSet.ts';
import { BoundedFolders } from './boundedFolders.ts';
import { readConfigFiles } from './configFiles.ts';
import { readToolVersions } from './toolVersions.ts';

/** Everything on disk that determines the effect of a sysctl file at boot. */
export async function readConfiguration(place: Pick<ConfigPlace, 'root' | 'folder'>): Promise<Configuration> {
  const { root, folder } = place;
  const [files, lists, tools] = await Promise.all([
    readConfigFiles(place),
    folder === undefined ? readModuleLists(root) : listsBeside(root),
    folder === undefined ? readToolVersions(root) : {},
  ]);
  return { isHost: folder === undefined && root === '', files, modulesAtBoot: modulesAtBoot(lists), tools };
}

async function readModuleLists(root: string): Promise<readonly ModuleList[]> {
  const real = [...moduleListDirectories, directoryOf(moduleListFile)].map((directory) => root + directory);
  const folders = new BoundedFolders(root, real);
  const lists: ModuleList[] = [];
  for (const directory of moduleListDirectories)
    lists.push(...(await listsIn(folders, root + directory, directory)));
  return [...lists, ...(await listAt(folders, root + moduleListFile, moduleListFile))];
}

/** A `sysctl.d` outside any known root may have a `modules-load.d` next to it. */
function listsBeside(parent: string): Promise<readonly ModuleList[]> {
  const folder = join(parent, 'modules-load.d');
  return listsIn(new BoundedFolders(parent, [folder]), folder, '/etc/modules-load.d');
}

async function listsIn(
  folders: BoundedFolders,
  real: string,
  directory: string,
): Promise<readonly ModuleList[]> {
  const { names } = await folders.list(real);
  const lists: ModuleList[] = [];
  for (const name of names) lists.push(...(await listAt(folders, join(real, name), `${directory}/${name}`)));
  return lists;
}

/** A link to /dev/null counts as an empty list and hides other files with its name. */
async function listAt(folders: BoundedFolders, real: string, path: string): Promise<readonly ModuleList[]> {
  const isMask = (await readlink(real).catch(() => undefined)) === '/dev/null';
  const content = isMask ? undefined : await folders.read(real);
  if (content?.kind === 'text') return [{ path, text: content.text }];
  return isMask ? [{ path, text: '' }] : [];
}
