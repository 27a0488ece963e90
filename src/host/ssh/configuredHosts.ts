import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import SSHConfig, { type Line } from 'ssh-config';
import { valueOf } from '../../core/model/outcome.ts';
import { parseSshAddress } from '../../core/model/sshAddress.ts';
import { globMatcher } from '../../core/parse/globMatch.ts';

/** A host that the ssh configuration names. */
export interface ConfiguredHost {
  /** What to give to ssh. */
  readonly name: string;
  /** Where it points to, if its own section says so. */
  readonly hostName?: string;
}

/** The depth to which OpenSSH follows includes (readconf.c, READCONF_MAX_DEPTH). */
const deepest = 16;
const largestFile = 1 << 20;

/** The hosts in an ssh configuration, in file order. `Include` is followed; patterns are not hosts. Empty without a configuration. */
export async function configuredHosts(
  configFile = join(homedir(), '.ssh', 'config'),
  includeFolder = join(homedir(), '.ssh'),
): Promise<readonly ConfiguredHost[]> {
  const found = new Map<string, ConfiguredHost>();
  await readConfig(configFile, includeFolder, found, 0);
  return [...found.values()];
}

type Found = Map<string, ConfiguredHost>;

async function readConfig(path: string, includeFolder: string, found: Found, depth: number): Promise<void> {
  if (depth > deepest) return;
  let lines: readonly Line[];
  try {
    const stats = await stat(path);
    if (!stats.isFile() || stats.size > largestFile) return;
    lines = SSHConfig.parse(await readFile(path, 'utf8'));
  } catch {
    return; // Missing, unreadable or invalid: it has no hosts, and ssh itself reports the error.
  }
  await readLines(lines, includeFolder, found, depth);
}

async function readLines(
  lines: readonly Line[],
  includeFolder: string,
  found: Found,
  depth: number,
): Promise<void> {
  for (const line of lines) {
    if (line.type !== SSHConfig.DIRECTIVE) continue;
    const keyword = line.param.toLowerCase();
    if (keyword === 'include') {
      for (const pattern of words(line.value))
        for (const path of await expand(absolute(pattern, includeFolder)))
          await readConfig(path, includeFolder, found, depth + 1);
    }
    if (!('config' in line)) continue;
    if (keyword === 'host') addHosts(words(line.value), line.config, found);
    await readLines(line.config, includeFolder, found, depth);
  }
}

function addHosts(names: readonly string[], section: readonly Line[], found: Found): void {
  const directive = section.find(
    (line) => line.type === SSHConfig.DIRECTIVE && line.param.toLowerCase() === 'hostname',
  );
  const [hostName] = directive !== undefined && 'value' in directive ? words(directive.value) : [];
  for (const name of names) {
    if (valueOf(parseSshAddress(name)) === undefined || found.has(name)) continue;
    found.set(name, { name, ...(hostName !== undefined && hostName !== name && { hostName }) });
  }
}

function words(value: string | readonly { readonly val: string }[]): readonly string[] {
  return typeof value === 'string' ? value.split(/\s+/).filter(Boolean) : value.map(({ val }) => val);
}

function absolute(path: string, folder: string): string {
  if (path.startsWith('~/')) return join(homedir(), path.slice(2));
  return isAbsolute(path) ? path : join(folder, path);
}

/** The files that an `Include` pattern names; wildcards are expanded in the last path segment only. */
async function expand(pattern: string): Promise<readonly string[]> {
  if (!/[*?[]/.test(pattern)) return [pattern];
  const slash = pattern.lastIndexOf('/');
  const folder = pattern.slice(0, slash);
  const names = await readdir(folder).catch(() => []);
  const matches = globMatcher(pattern.slice(slash + 1));
  return names
    .filter((name) => !name.startsWith('.') && matches(name))
    .sort()
    .map((name) => `${folder}/${name}`);
}
