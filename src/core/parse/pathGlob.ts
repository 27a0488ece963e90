/** Whether a path with forward slashes fits a glob: `*` and `?` within a name, `**` over folders; a glob without `/` fits any name. */
export function pathMatcher(glob: string): (path: string) => boolean {
  const isName = !glob.includes('/');
  const source = glob
    .replace(/^\.?\//, '')
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map((part) => {
      switch (part) {
        case '**/':
          return '(?:[^/]+/)*';
        case '**':
          return '.*';
        case '*':
          return '[^/]*';
        case '?':
          return '[^/]';
        default:
          return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
      }
    })
    .join('');
  const pattern = new RegExp(
    `^${isName ? '(?:.*/)?' : ''}${source}${glob.endsWith('/') ? '.*' : '(?:/.*)?'}$`,
  );
  return (path) => pattern.test(path);
}
