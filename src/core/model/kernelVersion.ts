/** A mainline kernel version. Distribution kernels backport changes, so a comparison is a hint, not proof. */
export interface KernelVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Parses the leading numbers of a release such as `6.12.0-1-amd64`; undefined if there are none. */
export function parseKernelVersion(release: string): KernelVersion | undefined {
  const match = /^(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?/.exec(release.trim());
  if (match === null) return undefined;
  return { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3] ?? 0) };
}

/** Whether `version` is `major.minor` or later. */
export function isAtLeast(version: KernelVersion, major: number, minor: number): boolean {
  return version.major > major || (version.major === major && version.minor >= minor);
}
