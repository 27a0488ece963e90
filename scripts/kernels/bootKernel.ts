import { once } from 'node:events';
import { existsSync, readFileSync, watch } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { endGroup, startGroup } from '../lib/children.ts';
import { kernelData } from './debianArchive.ts';
import { initramfs } from './initramfs.ts';
import type { KernelImage } from './kernelImage.ts';

export interface GuestRun {
  /** As the guest names its processor: an emulated one says that it is QEMU's. Undefined if the kernel did not come up. */
  readonly processor: string | undefined;
  /** Standard output and standard error of the command. */
  readonly output: string;
  /** What the kernel printed, and what QEMU complained about. */
  readonly console: string;
  /** The text of a file that the command left in the folder `$GUEST_FOLDER`; undefined if there is none. */
  readonly file: ReadLeft;
}

type ReadLeft = (name: string) => Promise<string | undefined>;

/**
 * Boots a kernel in a virtual machine and runs one shell command in it as root, with this machine's root file system
 * before its eyes, read-only. /run and /tmp are its own. The command may write to `$GUEST_FOLDER`; `use` reads from there
 * before the folder is removed, also what a command left that did not end within `limitMs`. One CPU, 4 GiB, no network
 * but loopback.
 * @param named is told the name of each file that appears in the folder, while the command runs
 */
export async function bootKernel<T>(
  kernel: KernelImage,
  command: string,
  limitMs: number,
  use: (run: GuestRun) => Promise<T>,
  named: (file: string, read: ReadLeft) => void = () => undefined,
): Promise<T> {
  await mkdir(kernelData, { recursive: true });
  const first = await initramfs(kernel);
  const folder = await mkdtemp(join(kernelData, 'run.'));
  const daemons = ['root', 'folder'].map((tag) => shareFolder(tag, tag === 'root' ? '/' : folder, folder));
  const read: ReadLeft = (name) => readFile(join(folder, name), 'utf8').catch(() => undefined);
  const watcher = watch(folder);
  try {
    await Promise.all(daemons.map(({ socket, isOver }) => socketAppears(socket, isOver)));
    await writeFile(join(folder, 'command'), `export GUEST_FOLDER='${folder}'\n${command}\n`);
    const words = machine(
      kernel,
      first,
      folder,
      daemons.map(({ socket }) => socket),
    );
    watcher.on('change', (_, name) => {
      named(String(name), read);
    });
    const complaints = await runMachine(words, limitMs);
    const [processor, output = '', console = ''] = await Promise.all(
      ['processor', 'output', 'console'].map(read),
    );
    return await use({
      processor: processor?.trim(),
      output,
      console: `${console}${complaints}`,
      file: read,
    });
  } finally {
    watcher.close();
    await Promise.all(daemons.map(({ child }) => endGroup(child)));
    await rm(folder, { recursive: true, force: true });
  }
}

/** Why no kernel can be booted here, or null. */
export function bootUnavailable(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the kernels are for Linux on x86-64';
  if (!isRoot()) return 'sharing the root file system with a virtual machine needs root';
  if (virtiofsd() === undefined) return 'virtiofsd (Debian: qemu-system-common) is not installed';
  const missing = ['qemu-system-x86_64', 'cpio', 'depmod', 'xz', 'busybox'].find((name) => !onPath(name));
  return missing === undefined ? null : `${missing} is not installed`;
}

/** Of the machine, not of a user namespace. */
function isRoot(): boolean {
  return (
    process.getuid?.() === 0 && /^\s*0\s+0\s+4294967295\s*$/.test(readFileSync('/proc/self/uid_map', 'utf8'))
  );
}

function onPath(name: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin'];
  return folders.some((folder) => existsSync(join(folder, name)));
}

/** The one in C that Debian 12 has in qemu's package, or the one in Rust of later releases. */
function virtiofsd():
  { readonly path: string; readonly options: (folder: string) => readonly string[] } | undefined {
  const inC = '/usr/lib/qemu/virtiofsd';
  if (existsSync(inC))
    return { path: inC, options: (folder) => ['-o', `source=${folder},cache=always,sandbox=chroot`] };
  const inRust = '/usr/libexec/virtiofsd';
  if (existsSync(inRust))
    return {
      path: inRust,
      options: (folder) => [`--shared-dir=${folder}`, '--sandbox=none', '--cache=always'],
    };
  return undefined;
}

function shareFolder(tag: string, shared: string, home: string) {
  const daemon = virtiofsd();
  if (daemon === undefined) throw new Error(bootUnavailable() ?? 'virtiofsd is not installed');
  const socket = join(home, `${tag}.socket`);
  const child = startGroup(daemon.path, [`--socket-path=${socket}`, ...daemon.options(shared)], {
    stdio: 'ignore',
  });
  return { socket, child, isOver: () => child.exitCode !== null };
}

async function socketAppears(path: string, isOver: () => boolean): Promise<void> {
  while (!existsSync(path)) {
    if (isOver()) throw new Error('virtiofsd ended before it listened');
    await sleep(20);
  }
}

/** Until it switches itself off, or the limit is over. Gives what QEMU itself prints. */
async function runMachine(words: readonly string[], limitMs: number): Promise<string> {
  const child = startGroup('qemu-system-x86_64', words, { stdio: ['ignore', 'ignore', 'pipe'] });
  const complaints = child.stderr === null ? '' : text(child.stderr);
  const timer = setTimeout(() => void endGroup(child), limitMs);
  await once(child, 'exit');
  clearTimeout(timer);
  await endGroup(child);
  return complaints;
}

/** `tcp_mem` follows from it: sockets that earlier tests leave for their minutes take up half of what 2 GiB allow. */
const memory = '4096M';

/**
 * An emulated processor is slow, and slower still on a busy machine. Its clock therefore counts instructions, a nanosecond each, and
 * passes with the machine's time only while it has nothing to do: what a minute of TIME_WAIT or a rate is to a program does not
 * depend on the emulation.
 */
const instructionClock = 'shift=0';

/** Arguments of qemu. */
function machine(
  kernel: KernelImage,
  first: string,
  folder: string,
  sockets: readonly string[],
): readonly string[] {
  const boot = [
    'console=ttyS0 quiet panic=-1 random.trust_cpu=on mitigations=off nokaslr',
    `guest.folder=${folder} guest.time=${String(Math.floor(Date.now() / 1000))}`,
  ].join(' ');
  const shares = sockets.flatMap((socket, at) => {
    const tag = at === 0 ? 'root' : 'folder';
    return [
      ...['-chardev', `socket,id=${tag},path=${socket}`],
      ...['-device', `vhost-user-fs-pci,chardev=${tag},tag=${tag},queue-size=1024`],
    ];
  });
  return [
    // QEMU takes the first that works here.
    ...(isVirtualizable()
      ? ['-accel', 'kvm', '-accel', 'tcg']
      : ['-accel', 'tcg', '-icount', instructionClock]),
    ...['-cpu', 'max'],
    ...[
      '-M',
      'q35',
      '-smp',
      '1',
      '-m',
      memory,
      '-nodefaults',
      '-no-user-config',
      '-display',
      'none',
      '-no-reboot',
    ],
    ...[
      '-kernel',
      kernel.path,
      '-initrd',
      first,
      '-append',
      boot,
      '-serial',
      `file:${join(folder, 'console')}`,
    ],
    ...['-object', `memory-backend-memfd,id=memory,size=${memory},share=on`, '-numa', 'node,memdev=memory'],
    ...shares,
  ];
}

/**
 * /dev/kvm may open without being of use: in a virtual machine whose host shares its processor without `vmx` or `svm`, KVM
 * runs only kernels that are made for it, and others wait for ever.
 */
function isVirtualizable(): boolean {
  return /^flags\s*:.*\b(?:vmx|svm)\b/m.test(readFileSync('/proc/cpuinfo', 'utf8'));
}
