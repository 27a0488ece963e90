import { chmod, stat } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import { geteuid, platform } from 'node:process';
import { Uri } from 'vscode';
import { onThisMachine, snapshotNotOpened } from '../errors.ts';
import type { Surroundings } from '../surroundings.ts';

/** A process of Node.js on the machine that the window is connected to. */
export const nodeSurroundings: Surroundings = {
  machine: {
    name: hostname(),
    platform,
    isRoot: geteuid?.() === 0,
    home: Uri.file(homedir()),
  },
  loadClient: async () => (await import('../client/main.ts')).createClient,
  nameOfFile: (file) => {
    if (file.scheme === 'file') return file.fsPath;
    throw snapshotNotOpened(
      // What git adds to the address of an earlier version tells a user nothing.
      file.with({ query: '', fragment: '' }).toString(true),
      'Only files on the machine that the window is connected to can be opened.',
      onThisMachine(),
    );
  },
  copyRights: async (from, to) => {
    if (from.scheme !== 'file' || to.scheme !== 'file') return;
    const present = await stat(from.fsPath).catch(() => undefined);
    if (present !== undefined) await chmod(to.fsPath, present.mode & 0o777);
  },
};
