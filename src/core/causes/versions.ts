/** The newest major version of Node.js that a range of `engines`, `.nvmrc` or the tag of an image allows; absent if it has no end. */
export function newestNode(range: string): number | undefined {
  const majors = range.split('||').map((part) => {
    // `16 - 20` allows 20, whichever it is.
    const upTo = /^\s*[\w.*+-]+\s+-\s+v?(\w+|\*)/.exec(part)?.[1];
    if (upTo !== undefined) return /^\d+$/.test(upTo) ? Number(upTo) : undefined;
    const below = /<(=?)\s*v?(\d+)((?:\.\d+)*)/.exec(part);
    if (below !== null) {
      const [, orEqual, major, rest = ''] = below;
      // `<19` and `<19.0.0` allow 18, and `<18.5` allows 18, too.
      return Number(major) - (orEqual === '' && !/[1-9]/.test(rest) ? 1 : 0);
    }
    if (/>/.test(part)) return undefined;
    const exact = /^\s*[~^v=]*\s*(\d+)(?:$|[\s.-])/.exec(part)?.[1];
    return exact === undefined ? undefined : Number(exact);
  });
  return majors.includes(undefined) ? undefined : Math.max(...majors.map((major) => major ?? 0));
}

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
