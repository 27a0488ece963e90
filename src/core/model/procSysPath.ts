/** The file of a dotted key under `/proc/sys`. */
export function procSysPath(dotted: string): string {
  return `/proc/sys/${swapSeparators(dotted)}`;
}

/** Exchanges dots and slashes in a key, which converts either canonical form to the other (sysctl.d(5)). */
export function swapSeparators(key: string): string {
  return key.replace(/[./]/g, (separator) => (separator === '.' ? '/' : '.'));
}
