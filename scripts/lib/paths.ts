import { join } from 'node:path';

export const repository = join(import.meta.dirname, '../..');

/** A path inside the checkout. */
export const inRepository = (...parts: readonly string[]): string => join(repository, ...parts);
