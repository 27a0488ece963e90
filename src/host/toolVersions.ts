import { readdir } from 'node:fs/promises';
import type { ToolVersions } from '../core/rules/fileSet.ts';

const libraryDirectories = ['/lib', '/lib64', '/usr/lib', '/usr/lib64'];

/** What each library tells by its name alone. procps 4 brought `libproc2` in the place of `libprocps`. */
const signs: readonly {
  readonly name: RegExp;
  readonly tool: keyof ToolVersions;
  readonly version?: number;
}[] = [
  { name: /^libsystemd-shared-(\d+)[^/]*\.so$/, tool: 'systemd' },
  { name: /^libproc2\.so\.\d+$/, tool: 'procps', version: 4 },
  { name: /^libprocps\.so\.\d+$/, tool: 'procps', version: 3 },
];

/** Versions of the tools that are installed below a root, without running any; absent where nothing tells. */
export async function readToolVersions(root: string): Promise<ToolVersions> {
  const tops = libraryDirectories.map((directory) => root + directory);
  const triplets = (await Promise.all(tops.map(tripletsIn))).flat();
  const places = [...tops, ...triplets].flatMap((place) => [place, `${place}/systemd`]);
  const names = (await Promise.all(places.map((place) => readdir(place).catch(() => [])))).flat();
  const found: { systemd?: number; procps?: number } = {};
  for (const name of names) {
    for (const { name: pattern, tool, version } of signs) {
      const match = pattern.exec(name);
      if (match !== null) found[tool] = Math.max(found[tool] ?? 0, version ?? Number(match[1]));
    }
  }
  return found;
}

/** Debian's folders of one architecture, such as `x86_64-linux-gnu`. */
async function tripletsIn(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch(() => []);
  return names.filter((name) => /-linux-/.test(name)).map((name) => `${directory}/${name}`);
}
