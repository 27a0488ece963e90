import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { absolutePath, type ConfigPlace } from '../core/parse/configRoot.ts';
import { dropInDirectories, mainConfigFile, type ConfigFile } from '../core/parse/dropInOrder.ts';

/** Far more than any configuration has; a device or a pipe is not read at all. */
const largestFile = 1 << 20;

/**
 * The sysctl configuration that a file belongs to. What cannot be read is left out: the rules then judge what is there.
 */
export async function readConfigFiles(
  place: Pick<ConfigPlace, 'root' | 'folder'>,
): Promise<readonly ConfigFile[]> {
  const { root, folder } = place;
  const paths =
    folder === undefined
      ? [
          ...(await Promise.all(dropInDirectories.map((directory) => pathsIn(root, directory)))).flat(),
          mainConfigFile,
        ]
      : (await readdir(folder).catch(() => [])).map((name) => `/etc/sysctl.d/${name}`);
  const files = await Promise.all(
    paths.map((path) => readConfigFile(path, absolutePath({ ...place, path }, path), paths)),
  );
  return files.filter((file) => file !== undefined);
}

/** Where /lib is a link to /usr/lib its files are there already. */
async function pathsIn(root: string, directory: string): Promise<readonly string[]> {
  try {
    const real = await realpath(root + directory);
    const own = await realpath(root || '/');
    if (directory.startsWith('/lib/') && real !== `${own === '/' ? '' : own}${directory}`) return [];
    return (await readdir(root + directory)).map((name) => `${directory}/${name}`);
  } catch {
    return [];
  }
}

async function readConfigFile(
  path: string,
  absolute: string,
  known: readonly string[],
): Promise<ConfigFile | undefined> {
  const target = await readlink(absolute).catch(() => undefined);
  if (target === '/dev/null' || (target !== undefined && isAmong(target, known))) {
    return { path, content: { kind: 'link', target } };
  }
  try {
    const { size } = await regularFile(absolute);
    if (size > largestFile) return undefined;
    return { path, content: { kind: 'text', text: await readFile(absolute, 'utf8') } };
  } catch {
    return undefined;
  }
}

async function regularFile(path: string): Promise<{ readonly size: number }> {
  const stats = await stat(path);
  if (!stats.isFile()) throw new Error(`${path} is no regular file`);
  return stats;
}

/** A link that leads to another file of the configuration stays a link; the others are read through. */
function isAmong(target: string, known: readonly string[]): boolean {
  const name = target.replace(/^(?:\.\.?\/)+/, '/');
  return known.some((path) => path === target || path.endsWith(name.startsWith('/') ? name : `/${name}`));
}
