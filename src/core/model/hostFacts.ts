import type { KernelVersion } from './kernelVersion.ts';

export type ByteOrder = 'little' | 'big';

/** Facts about a host that are read before anything else. */
export interface HostFacts {
  /** `linux`, or another of Node's platform names, on which sockets cannot be read. */
  readonly platform: string;
  readonly hostname: string;
  /** As `uname -r` prints it. */
  readonly kernelRelease: string;
  /** Undefined if the release does not begin with a version. */
  readonly kernel: KernelVersion | undefined;
  /** The byte order of the inspected host, which determines how addresses in `/proc/net/tcp` are read. */
  readonly byteOrder: ByteOrder;
  /** Undefined if the platform has no user ids. */
  readonly effectiveUser: number | undefined;
  /** The inode of the network namespace, as in `net:[4026531840]`; undefined if it cannot be read. */
  readonly networkNamespace: string | undefined;
  /** Changes at every boot (`/proc/sys/kernel/random/boot_id`); absent if it cannot be read. */
  readonly bootId?: string;
}

/** A file that every Linux kernel has. */
export const bootIdPath = '/proc/sys/kernel/random/boot_id';

/** The parsed contents of that file; undefined if they are not valid. */
export function bootIdIn(text: string): string | undefined {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.exec(text.trim())?.[0];
}
