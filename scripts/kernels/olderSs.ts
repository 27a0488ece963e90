import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DebianArchive } from './debianArchive.ts';
import type { DebianRelease } from './debianReleases.ts';

/** Packages that `ss` needs at run time, with what they depend on; `libc6` brings the loader that fits it. */
const wanted = /^(?:lib|zlib)/;

/**
 * Downloads the `ss` of a Debian release with its libraries, once.
 * @returns a folder for the PATH that holds nothing but `ss`.
 */
export async function ssFolder(release: DebianRelease): Promise<string> {
  const archive = new DebianArchive(release);
  const root = await archive.unpack('iproute2', async () => {
    const found = new Set(['iproute2']);
    for (const name of found)
      for (const dependency of await archive.dependencies(name))
        if (wanted.test(dependency)) found.add(dependency);
    return [...found];
  });
  const program = ['bin/ss', 'usr/bin/ss'].map((path) => join(root, path)).find(existsSync);
  const loader = ['lib64', 'usr/lib64', 'usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu']
    .map((path) => join(root, path, 'ld-linux-x86-64.so.2'))
    .find(existsSync);
  if (program === undefined || loader === undefined)
    throw new Error(`The packages of ${release.suite} have no ss, or no loader for it.`);
  const libraries = ['lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu'].map((path) => join(root, path));
  const folder = join(root, 'path');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'ss'),
    `#!/bin/sh\nexec '${loader}' --library-path '${libraries.join(':')}' '${program}' "$@"\n`,
  );
  await chmod(join(folder, 'ss'), 0o755);
  return folder;
}
