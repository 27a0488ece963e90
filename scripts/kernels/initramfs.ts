import { createHash } from 'node:crypto';
import {
  access,
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runOk } from '../lib/run.ts';
import { kernelData } from './debianArchive.ts';
import type { KernelImage } from './kernelImage.ts';

/** The modules that the tests may load: the network, and how the guest reaches the machine's files. */
const neededModules =
  /^kernel\/(?:crypto|lib|net|drivers\/(?:virtio|net\/(?:dummy|veth|tun)\.)|fs\/(?:fuse|overlayfs))/;

const init = join(import.meta.dirname, 'init.sh');

/**
 * The first file system of a kernel: busybox, `init.sh` and modules. Made once for each kernel and each `init.sh`.
 * @returns the path of a cpio archive.
 */
export async function initramfs(kernel: KernelImage): Promise<string> {
  const stamp = createHash('sha256')
    .update(await readFile(init))
    .digest('hex')
    .slice(0, 12);
  const archive = join(kernelData, `initramfs-${kernel.version}-${stamp}.cpio`);
  if (await exists(archive)) return archive;
  const work = await mkdtemp(join(kernelData, 'initramfs.'));
  try {
    const tree = join(work, 'tree');
    await copyPrograms(tree);
    await copyModules(tree, kernel);
    const files = await runOk('find', ['.', '-mindepth', '1'], { cwd: tree });
    const unfinished = join(work, 'archive');
    await runOk('cpio', ['-o', '-H', 'newc', '-R', '0:0', '--quiet', '-F', unfinished], {
      cwd: tree,
      input: files,
    });
    await rename(unfinished, archive);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return archive;
}

/** busybox with the libraries that it was linked with, and init. */
async function copyPrograms(tree: string): Promise<void> {
  for (const folder of ['bin', 'sbin', 'proc', 'sys', 'dev', 'r', 'run'])
    await mkdir(join(tree, folder), { recursive: true });
  const busybox = (await runOk('sh', ['-c', 'command -v busybox'])).trim();
  await copyFile(busybox, join(tree, 'bin/busybox'));
  for (const [, library = ''] of (await runOk('ldd', [busybox])).matchAll(/(\/\S+) \(0x/g)) {
    await mkdir(join(tree, dirname(library)), { recursive: true });
    await copyFile(library, join(tree, library));
  }
  // The kernel itself calls /sbin/modprobe, for example for tcp_diag when somebody first asks for sockets.
  await symlink('/bin/busybox', join(tree, 'sbin/modprobe'));
  await copyFile(init, join(tree, 'init'));
  await chmod(join(tree, 'init'), 0o755);
}

/** Unpacked, since not every busybox can read compressed modules. */
async function copyModules(tree: string, kernel: KernelImage): Promise<void> {
  const target = join(tree, 'lib/modules', kernel.version);
  const files = await readdir(kernel.modules, { recursive: true });
  for (const file of files) {
    if (!neededModules.test(file) || !/\.ko(?:\.xz|\.zst)?$/.test(file)) continue;
    await mkdir(join(target, dirname(file)), { recursive: true });
    await copyFile(join(kernel.modules, file), join(target, file));
  }
  for (const file of ['modules.order', 'modules.builtin'])
    await copyFile(join(kernel.modules, file), join(target, file)).catch(() => undefined);
  await runOk('find', [target, '-name', '*.xz', '-exec', 'xz', '-dq', '{}', '+']);
  await runOk('find', [target, '-name', '*.zst', '-exec', 'zstd', '-dq', '--rm', '{}', '+']);
  await runOk('depmod', ['-b', tree, kernel.version]);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
