/** A file or symbolic link by its absolute path, without the prefix of the root that it was found below. */
export interface ConfigFile {
  readonly path: string;
  readonly content:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'link'; readonly target: string }
    /** It is there and may not be read; of a folder: what is in it is not known. */
    | { readonly kind: 'unreadable' };
}

/** Far more than any configuration has. */
export const largestConfigFile = 1 << 20;

/**
 * Whether a link is kept as it is: a mask, or one that leads to another file of the configuration. The others are read
 * through. `known` are the paths of the configuration.
 */
export function staysLink(target: string, known: readonly string[]): boolean {
  if (target === '/dev/null') return true;
  const name = target.replace(/^(?:\.\.?\/)+/, '/');
  return known.some((path) => path === target || path.endsWith(name.startsWith('/') ? name : `/${name}`));
}
