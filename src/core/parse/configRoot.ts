import { directoryOf, dropInDirectories, mainConfigFile } from './dropInOrder.ts';
import { baseName } from '../model/pathText.ts';

/** The root that a configuration file belongs to: `/srv/image/etc/sysctl.d/x.conf` is `/etc/sysctl.d/x.conf` under `/srv/image`. */
export interface ConfigPlace {
  /** Empty for the running system itself. */
  readonly root: string;
  /** As a tool would see it under the root. */
  readonly path: string;
  /** A `sysctl.d` that is not under a known root, such as one in a repository. It is treated as the only `/etc/sysctl.d`. */
  readonly folder?: string;
}

const ownDirectory = '/etc/sysctl.d';

/** Undefined for a path that no tool reads under any root. */
export function configPlace(absolute: string): ConfigPlace | undefined {
  if (absolute.endsWith(mainConfigFile)) return below(absolute, mainConfigFile);
  const directory = directoryOf(absolute);
  const known = dropInDirectories
    .filter((candidate) => directory.endsWith(candidate))
    .toSorted((a, b) => b.length - a.length)[0];
  if (known !== undefined) return below(absolute, `${known}/${baseName(absolute)}`);
  if (baseName(directory) !== 'sysctl.d') return undefined;
  return { root: directoryOf(directory), folder: directory, path: `${ownDirectory}/${baseName(absolute)}` };
}

/** The real location of a file of the same configuration. */
export function absolutePath({ root, folder }: ConfigPlace, path: string): string {
  return folder === undefined ? root + path : `${folder}/${baseName(path)}`;
}

function below(absolute: string, path: string): ConfigPlace {
  return { root: absolute.slice(0, absolute.length - path.length), path };
}
