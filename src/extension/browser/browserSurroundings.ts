import type { Surroundings } from '../surroundings.ts';

/** A worker of a browser, as in vscode.dev: files are on servers, and no program can be started. */
export const browserSurroundings: Surroundings = {
  machine: undefined,
  loadClient: async () => (await import('../client/browser.ts')).createClient,
  nameOfFile: (file) => file.toString(),
  copyRights: () => Promise.resolve(),
};
