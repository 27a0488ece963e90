/** A file or symbolic link by its absolute path, without the prefix of the root where it was found. */
export interface ConfigFile {
  readonly path: string;
  readonly content:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'link'; readonly target: string }
    /** Exists but is not read; for a folder, its contents are unknown. */
    | { readonly kind: 'unreadable'; readonly why?: WhyUnreadable };
}

/**
 * Why a file is not read; absent: no permission. `tooLarge`: it, or all of them together, are larger than any real
 * configuration. `outside`: it is a link that leads out of the folders of its configuration.
 */
export type WhyUnreadable = 'tooLarge' | 'outside';

/** Far more than any real configuration has: in one file, and in all. */
export const largestConfigFile = 1 << 20;
export const largestConfiguration = 4 << 20;
export const mostConfigFiles = 1000;
/** In all that a tool reads: each line becomes an object, so a file of short lines costs a hundred times its size. */
export const mostConfigLines = 50_000;
