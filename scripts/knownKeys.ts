// Writes src/core/knowledge/knownKeys.json: the names of the keys below /proc/sys of the running kernel.
//   node scripts/knownKeys.ts      as root, in the first network namespace, with nf_conntrack and br_netfilter loaded
// Names of interfaces and the like become `*`. What other kernels have is kept by hand in otherKeys.json.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { arch, release } from 'node:os';
import { format, resolveConfig } from 'prettier';
import { inRepository } from './lib/paths.ts';

const root = '/proc/sys';
const target = inRepository('src/core/knowledge/knownKeys.json');

/** Directories whose entries are named after something on the machine: one level below stands for all. */
const namedAfterMachine = [
  /^(net\.ipv[46]\.(?:conf|neigh)\.)[^.]+(\..+)$/u,
  /^(net\.mpls\.conf\.)[^.]+(\..+)$/u,
  /^(net\.netfilter\.nf_log\.)\d+()$/u,
  /^(kernel\.sched_domain\.)[^.]+\.[^.]+(\..+)$/u,
];

const leftOut = (await readLeftOut()).map((pattern) => new RegExp(`^${pattern}$`, 'u'));
const keys = new Set<string>();
const patterns = new Set<string>();
for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = `${entry.parentPath}/${entry.name}`.slice(root.length + 1);
  const key = path.replaceAll(/[./]/gu, (separator) => (separator === '/' ? '.' : '/'));
  if (leftOut.some((pattern) => pattern.test(key))) continue;
  const family = familyOf(key);
  if (family === undefined) keys.add(key);
  else patterns.add(family);
}

const data = {
  version: 1,
  kernel: /^\d+\.\d+/u.exec(release())?.[0],
  architecture: arch(),
  keys: [...keys].sort(),
  patterns: [...patterns].sort(),
};
const style = await resolveConfig(target);
await writeFile(target, await format(JSON.stringify(data), { ...style, parser: 'json' }));
console.log(`${data.keys.length} keys, ${data.patterns.length} patterns of Linux ${String(data.kernel)}`);

function familyOf(key: string): string | undefined {
  const rule = namedAfterMachine.find((pattern) => pattern.test(key));
  return rule === undefined ? undefined : key.replace(rule, '$1*$2');
}

/** The keys that must not get into the list, as sources of regular expressions. */
async function readLeftOut(): Promise<string[]> {
  const text = await readFile(inRepository('src/core/knowledge/otherKeys.json'), 'utf8');
  const other = JSON.parse(text) as { leftOut: { key: string }[] };
  return other.leftOut.map(({ key }) => key.replaceAll('.', String.raw`\.`).replaceAll('*', '[^.]*'));
}
