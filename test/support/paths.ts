import { join } from 'node:path';

/**
 * The checkout, also for a bundled suite, where `import.meta` is empty: the runner passes it in the
 * environment.
 */
export const repository = process.env['SOCKET_DIAGNOSTICS_ROOT'] ?? join(import.meta.dirname, '../..');

/** A Node.js that runs TypeScript directly. In a desktop extension host `execPath` is Electron. */
export const nodePath = process.env['SOCKET_DIAGNOSTICS_NODE'] ?? process.execPath;
