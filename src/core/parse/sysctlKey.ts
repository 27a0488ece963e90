import { swapSeparators } from '../model/procSysPath.ts';

/** The characters that make a key a glob in systemd 245 and procps 4.0 or later. */
const globCharacters = /[*?[]/;

/** A key in its two canonical forms. */
export interface SysctlKey {
  /** Separated by dots; a dot within a component is written as `/`: `net.ipv4.conf.eth0/100.rp_filter`. */
  readonly dotted: string;
  /** Relative to `/proc/sys`: `net/ipv4/conf/eth0.100/rp_filter`. */
  readonly path: string;
}

/**
 * The key as both tools read it: the first `.` or `/` decides. If it is `/`, the key is already a path; if it is `.`,
 * dots become slashes and slashes become dots (sysctl.d(5)). Leading and doubled separators are dropped, as they are
 * when the file is opened.
 */
export function normalizeSysctlKey(written: string): SysctlKey {
  const first = /[./]/.exec(written)?.[0];
  const path = (first === '.' ? swapSeparators(written) : written).replace(/\/{2,}/g, '/').replace(/^\//, '');
  return { path, dotted: swapSeparators(path) };
}

export function isGlob(key: string): boolean {
  return globCharacters.test(key);
}
