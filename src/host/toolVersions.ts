import { readdir } from 'node:fs/promises';
import type { ToolVersions } from '../core/rules/fileSet.ts';

const libraryDirectories = ['/lib', '/lib64', '/usr/lib', '/usr/lib64'];

/** What the name of each library shows. procps 4 replaced `libprocps` with `libproc2`. */
const signs: readonly {
  readonly name: RegExp;
  readonly tool: keyof ToolVersions;
  readonly version?: number;
}[] = [
  { name: /^libsystemd-shared-(\d+)[^/]*\.so$/, tool: 'systemd' },
  { name: /^libproc2\.so\.\d+$/, tool: 'procps', version: 4 },
  { name: /^libprocps\.so\.\d+$/, tool: 'procps', version: 3 },
];

/** Versions of the tools that are installed under a root, found without running them; absent if not known. */
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

/** Debian's per-architecture folders, such as `x86_64-linux-gnu`. */
async function tripletsIn(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch(() => []);
  return names.filter((name) => /-linux-/.test(name)).map((name) => `${directory}/${name}`);
}
