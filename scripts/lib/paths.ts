import { join } from 'node:path';

export const repository = join(import.meta.dirname, '../..');

/** A path inside the checkout. */
export const inRepository = (...parts: readonly string[]): string => join(repository, ...parts);

/** What `npm run package` writes. */
export const vsixPath = inRepository('build/socket-diagnostics.vsix');
