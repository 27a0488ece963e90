/** A platform that a VSIX is made for: the CPU, and the C library that the netlink binary (koffi's) is linked with. */
export interface Platform {
  /** As `vsce --target` and VS Code's marketplace name it. */
  readonly name: 'linux-x64' | 'linux-arm64' | 'alpine-x64' | 'alpine-arm64';
  readonly cpu: 'x64' | 'arm64';
  readonly libc: 'glibc' | 'musl';
}

/** For every other platform: without a binary, so that `ss` and `/proc` are used. */
export interface Universal {
  readonly name: 'universal';
}

export type Target = Platform | Universal;

export const platforms: readonly Platform[] = [
  { name: 'linux-x64', cpu: 'x64', libc: 'glibc' },
  { name: 'linux-arm64', cpu: 'arm64', libc: 'glibc' },
  { name: 'alpine-x64', cpu: 'x64', libc: 'musl' },
  { name: 'alpine-arm64', cpu: 'arm64', libc: 'musl' },
];

export const universal: Universal = { name: 'universal' };

export const targets: readonly Target[] = [...platforms, universal];

export function isPlatform(target: Target): target is Platform {
  return target.name !== 'universal';
}

/** What VS Code would install on this machine. */
export function machineTarget(): Target {
  if (process.platform !== 'linux') return universal;
  const { header } = process.report.getReport() as { readonly header: { glibcVersionRuntime?: string } };
  const libc = header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
  return platforms.find((one) => one.cpu === process.arch && one.libc === libc) ?? universal;
}

/** Where koffi keeps the binary of a platform, below `node_modules`. */
export function binaryOf({ cpu, libc }: Platform): string {
  return `@koromix/koffi-linux-${cpu}/${libc === 'musl' ? 'musl' : 'linux'}_${cpu}/koffi.node`;
}
