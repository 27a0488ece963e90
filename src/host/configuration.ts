import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  moduleListDirectories,
  moduleListFile,
  modulesAtBoot,
  type ModuleList,
} from '../core/parse/bootModules.ts';
import type { ConfigPlace } from '../core/parse/configRoot.ts';
import type { Configuration } from '../core/rules/fileSet.ts';
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
  const folders = moduleListDirectories.map((directory) => listsIn(root + directory, directory));
  return [...(await Promise.all(folders)).flat(), ...(await listAt(root + moduleListFile, moduleListFile))];
}

/** A `sysctl.d` outside any known root may have a `modules-load.d` next to it. */
function listsBeside(parent: string): Promise<readonly ModuleList[]> {
  return listsIn(join(parent, 'modules-load.d'), '/etc/modules-load.d');
}

async function listsIn(real: string, directory: string): Promise<readonly ModuleList[]> {
  const names = await readdir(real).catch(() => []);
  const lists = names.map((name) => listAt(join(real, name), `${directory}/${name}`));
  return (await Promise.all(lists)).flat();
}

/** A link to /dev/null counts as an empty list and hides other files with its name. */
async function listAt(real: string, path: string): Promise<readonly ModuleList[]> {
  try {
    const text = (await stat(real)).isFile() ? await readFile(real, 'utf8') : '';
    return [{ path, text }];
  } catch {
    return [];
  }
}
