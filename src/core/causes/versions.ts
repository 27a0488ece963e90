/** Whether a dotted version is this one or a later one; what is no version is not. */
export function isVersionAtLeast(
  version: string,
  [major, minor, patch]: readonly [number, number, number],
): boolean {
  const found = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version);
  if (found === null) return false;
  const [a, b, c] = [Number(found[1]), Number(found[2] ?? 0), Number(found[3] ?? 0)];
  return a !== major ? a > major : b !== minor ? b > minor : c >= patch;
}
