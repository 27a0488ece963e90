import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import {
  hiddenNamespaces,
  oldestProcesses,
  type NetworkNamespace,
} from '../../core/model/networkNamespace.ts';
import { withProblems, type Outcome } from '../../core/model/outcome.ts';
import { cgroupName } from '../../core/parse/cgroupName.ts';
import { errorCode, fileFailure } from '../systemError.ts';
import { namesFolder } from './namespacePath.ts';

/**
 * The network namespaces of this machine, except this process's own, by name. Partial if the namespaces of other
 * users' processes cannot be read.
 */
export async function listNamespaces(): Promise<Outcome<readonly NetworkNamespace[]>> {
  let pids: readonly string[];
  try {
    pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  } catch (error) {
    return fileFailure(error, '/proc');
  }
  const links = await Promise.all(pids.map(async (pid) => ({ pid, link: await namespaceOf(pid) })));
  const own = await namespaceOf('self');
  const oldest = oldestProcesses(
    links.flatMap(({ pid, link }) =>
      link === 'hidden' || link === 'gone' ? [] : [{ namespace: link, pid: Number(pid) }],
    ),
  );
  const names = await ipNetnsNames();
  const inodes = new Set([...names.keys(), ...oldest.keys()]);
  inodes.delete(own);
  const found = await Promise.all(
    [...inodes].map((inode) => describe(inode, names.get(inode), oldest.get(inode))),
  );
  found.sort((a, b) => (a.name < b.name ? -1 : 1));
  const hidden = links.filter(({ link }) => link === 'hidden').length;
  return withProblems(found, hidden === 0 ? [] : [hiddenNamespaces(hidden)]);
}

/** `net:[inode]`, or the reason why it is not known. */
async function namespaceOf(pid: string): Promise<string> {
  try {
    return await readlink(`/proc/${pid}/ns/net`);
  } catch (error) {
    return ['EACCES', 'EPERM'].includes(errorCode(error) ?? '') ? 'hidden' : 'gone';
  }
}

/** Names of `ip netns` by namespace. */
async function ipNetnsNames(): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const name of (await readdir(namesFolder).catch(() => [])).sort().reverse()) {
    const inode = await stat(`${namesFolder}/${name}`).then(
      ({ ino }) => ino,
      () => undefined,
    );
    if (inode !== undefined) names.set(`net:[${String(inode)}]`, name);
  }
  return names;
}

async function describe(
  inode: string,
  named: string | undefined,
  pid: number | undefined,
): Promise<NetworkNamespace> {
  const process = pid === undefined ? {} : { pid };
  if (named !== undefined) return { inode, key: named, name: named, kind: 'named', ...process };
  const key = String(pid ?? '');
  const group = cgroupName(await readFile(`/proc/${key}/cgroup`, 'utf8').catch(() => ''));
  if (group !== undefined) return { inode, key, ...group, ...process };
  const command = await readFile(`/proc/${key}/comm`, 'utf8').catch(() => '');
  return { inode, key, name: command.trim() || `process ${key}`, kind: 'command', ...process };
}
