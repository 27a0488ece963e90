import type { KernelVersion } from './kernelVersion.ts';

export type ByteOrder = 'little' | 'big';

/** What a host says of itself before anything is collected. */
export interface HostFacts {
  /** `linux`, or another of Node's platform names where sockets cannot be read. */
  readonly platform: string;
  readonly hostname: string;
  /** As `uname -r` prints it. */
  readonly kernelRelease: string;
  /** Undefined where the release does not begin with a version. */
  readonly kernel: KernelVersion | undefined;
  /** Of the collected host: it decides how addresses in `/proc/net/tcp` are read. */
  readonly byteOrder: ByteOrder;
  /** Undefined where the platform has no user ids. */
  readonly effectiveUser: number | undefined;
  /** The inode of the network namespace, as `net:[4026531840]` has it; undefined where it may not be read. */
  readonly networkNamespace: string | undefined;
  /** Another one each time that the kernel starts (`/proc/sys/kernel/random/boot_id`); absent where it may not be read. */
  readonly bootId?: string;
}

/** A file of every Linux kernel. */
export const bootIdPath = '/proc/sys/kernel/random/boot_id';

/** What that file holds; undefined where it is something else. */
export function bootIdIn(text: string): string | undefined {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.exec(text.trim())?.[0];
}
