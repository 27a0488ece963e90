import { directoryOf, dropInDirectories, mainConfigFile } from './dropInOrder.ts';

/** Whether a path is one that the tools read. */
export function isConfigPath(path: string): boolean {
  return path === mainConfigFile || dropInDirectories.includes(directoryOf(path));
}

/**
 * Whether a link is kept as a link: because it is a mask or points to another file of the configuration. Other links
 * are followed. `known` contains the paths of the configuration.
 */
export function keptLinks(known: readonly string[]): (target: string) => boolean {
  const ends = new Set(known.filter(isConfigPath).flatMap(pathEnds));
  return (target) => {
    if (target === '/dev/null' || ends.has(target)) return true;
    const name = target.replace(/^(?:\.\.?\/)+/, '/');
    return ends.has(name.startsWith('/') ? name : `/${name}`);
  };
}

/** `/etc/sysctl.d/a.conf`, `/sysctl.d/a.conf`, `/a.conf`. */
function pathEnds(path: string): readonly string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(index));
}
