/** A Debian release whose packages the tests take: its kernel, and its `ss`. */
export interface DebianRelease {
  /** As the archive names it. */
  readonly suite: string;
  /** The kernel that it carries, major and minor. A release that moves on says so when it is downloaded. */
  readonly kernel: string;
  /** The iproute2 that it carries. */
  readonly iproute2: string;
  /**
   * Why a run without it is still a run, where the archive may lack it or change it on any day. Without such a reason,
   * a release that cannot be had is a failure.
   */
  readonly mayBeMissing?: string;
}

export const debianReleases: readonly DebianRelease[] = [
  {
    suite: 'bullseye',
    kernel: '5.10',
    iproute2: '5.10',
    mayBeMissing: 'bullseye is leaving the mirrors for the archive of old releases',
  },
  { suite: 'bookworm', kernel: '6.1', iproute2: '6.1' },
  { suite: 'trixie', kernel: '6.12', iproute2: '6.15' },
  {
    suite: 'sid',
    kernel: '7.2',
    iproute2: '7.3',
    mayBeMissing: 'sid changes every day, and its packages may not fit together',
  },
];

export function releaseWithKernel(kernel: string): DebianRelease {
  const release = debianReleases.find((one) => one.kernel === kernel);
  if (release === undefined) {
    const known = debianReleases.map((one) => one.kernel).join(', ');
    throw new Error(`No Debian release with Linux ${kernel}. There are: ${known}`);
  }
  return release;
}
