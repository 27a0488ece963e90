/** The file of a dotted key below `/proc/sys`. */
export function procSysPath(dotted: string): string {
  return `/proc/sys/${swapSeparators(dotted)}`;
}

/** Of a key, dots and slashes exchanged: the step from either canonical form to the other (sysctl.d(5)). */
export function swapSeparators(key: string): string {
  return key.replace(/[./]/g, (separator) => (separator === '.' ? '/' : '.'));
}
