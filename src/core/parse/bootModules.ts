import { directoryOf } from './dropInOrder.ts';
import { baseName } from '../model/pathText.ts';

/** A file that lists kernel modules, with its path relative to a root. */
export interface ModuleList {
  readonly path: string;
  readonly text: string;
}

/** From highest to lowest: a name in an earlier one hides the same name in a later one (modules-load.d(5)). */
export const moduleListDirectories: readonly string[] = [
  '/etc/modules-load.d',
  '/run/modules-load.d',
  '/usr/local/lib/modules-load.d',
  '/usr/lib/modules-load.d',
  '/lib/modules-load.d',
];

/** Debian's own list, if nothing in `modules-load.d` links to it (modules(5) of kmod). */
export const moduleListFile = '/etc/modules';

/** The modules that are loaded at boot before the sysctl files are read. The kernel treats `-` and `_` as equal. */
export function modulesAtBoot(lists: readonly ModuleList[]): ReadonlySet<string> {
  const chosen = new Map<string, ModuleList>();
  for (const directory of moduleListDirectories) {
    for (const list of lists) {
      const name = baseName(list.path);
      if (directoryOf(list.path) !== directory || !name.endsWith('.conf')) continue;
      if (!chosen.has(name)) chosen.set(name, list);
    }
  }
  const own = lists.filter(({ path }) => path === moduleListFile);
  return new Set([...chosen.values(), ...own].flatMap(({ text }) => text.split('\n').flatMap(moduleOf)));
}

/** Each line has one name; in `/etc/modules` parameters may follow it. */
function moduleOf(line: string): readonly string[] {
  const [name = ''] = line.trim().split(/\s+/);
  return name === '' || /^[#;]/.test(name) ? [] : [name.replaceAll('-', '_')];
}
