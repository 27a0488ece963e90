import { dropInDirectories, mainConfigFile } from './dropInOrder.ts';

/** Where a configuration file belongs: `/srv/image/etc/sysctl.d/x.conf` is `/etc/sysctl.d/x.conf` below `/srv/image`. */
export interface ConfigPlace {
  /** Empty for the running system itself. */
  readonly root: string;
  readonly path: string;
}

/** Undefined for a path that no tool reads below any root. */
export function configPlace(absolute: string): ConfigPlace | undefined {
  if (absolute.endsWith(mainConfigFile)) return split(absolute, mainConfigFile);
  const directory = dropInDirectories
    .filter((candidate) => absolute.includes(`${candidate}/`))
    .toSorted((a, b) => b.length - a.length)[0];
  if (directory === undefined) return undefined;
  const path = absolute.slice(absolute.lastIndexOf(`${directory}/`));
  return path.slice(directory.length + 1).includes('/') ? undefined : split(absolute, path);
}

function split(absolute: string, path: string): ConfigPlace {
  return { root: absolute.slice(0, absolute.length - path.length), path };
}
