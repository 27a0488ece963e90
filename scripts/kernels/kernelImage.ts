import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DebianArchive } from './debianArchive.ts';
import type { DebianRelease } from './debianReleases.ts';

/** A kernel that can be booted. */
export interface KernelImage {
  /** As `uname -r` prints it there. */
  readonly version: string;
  /** The compressed kernel. */
  readonly path: string;
  /** `lib/modules/<version>`. */
  readonly modules: string;
}

/** The kernel for virtual machines: small, and it has what we need as modules. */
const metapackage = 'linux-image-cloud-amd64';

/** Downloads the kernel of a Debian release, about 30 MB, once. */
export async function kernelImage(release: DebianRelease): Promise<KernelImage> {
  const archive = new DebianArchive(release);
  const root = await archive.unpack('kernel', () => kernelPackages(archive));
  for (const folder of ['lib/modules', 'usr/lib/modules']) {
    const [version] = await readdir(join(root, folder)).catch((): readonly string[] => []);
    if (version === undefined) continue;
    if (!version.startsWith(`${release.kernel}.`))
      throw new Error(`${release.suite} now carries Linux ${version}, no longer ${release.kernel}.`);
    const modules = join(root, folder, version);
    // Newer releases keep the kernel beside its modules.
    const path = [join(root, 'boot', `vmlinuz-${version}`), join(modules, 'vmlinuz')].find(existsSync);
    if (path !== undefined) return { version, path, modules };
  }
  throw new Error(`The kernel package of ${release.suite} has no kernel with modules.`);
}

/** The metapackage names the kernel's own packages; newer releases split image and modules. */
async function kernelPackages(archive: DebianArchive): Promise<readonly string[]> {
  const found = new Set<string>();
  const visit = async (name: string): Promise<void> => {
    for (const dependency of await archive.dependencies(name)) {
      if (!/^linux-(?:image|binary|modules)-\d/.test(dependency) || found.has(dependency)) continue;
      found.add(dependency);
      await visit(dependency);
    }
  };
  await visit(metapackage);
  if (found.size === 0) throw new Error(`${metapackage} depends on no kernel.`);
  return [...found];
}
