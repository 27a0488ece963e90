/** A file or symbolic link by its absolute path, without the prefix of the root where it was found. */
export interface ConfigFile {
  readonly path: string;
  readonly content:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'link'; readonly target: string }
    /** Exists but cannot be read; for a folder, its contents are unknown. */
    | { readonly kind: 'unreadable' };
}

/** Far more than any real configuration has. */
export const largestConfigFile = 1 << 20;

/**
 * Whether a link is kept as a link: because it is a mask or points to another file of the configuration. Other links
 * are followed. `known` contains the paths of the configuration.
 */
export function staysLink(target: string, known: readonly string[]): boolean {
  if (target === '/dev/null') return true;
  const name = target.replace(/^(?:\.\.?\/)+/, '/');
  return known.some((path) => path === target || path.endsWith(name.startsWith('/') ? name : `/${name}`));
}
