import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { variablesIn } from '../core/causes/live/contextFiles.ts';
import type { ProcessClue } from '../core/causes/live/processClue.ts';
import { ContainerMounts } from './containerMounts.ts';

/**
 * What `/proc` says of the processes of one network namespace, its inode given as `net:[4026531840]`. Needs no root: of
 * other users' processes the folder and the program stay unknown, of daemons that gave up root even for their own user.
 */
export function processClues(networkNamespace: string): readonly ProcessClue[] {
  const containerMounts = new ContainerMounts();
  return readdirSync('/proc').flatMap((pid): readonly ProcessClue[] => {
    if (!/^\d+$/.test(pid)) return [];
    const namespace = link(`/proc/${pid}/ns/net`);
    // Where the namespace may not be read, the process may still be the one: its command line can be read.
    if (namespace !== undefined && namespace !== networkNamespace) return [];
    try {
      const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        .split('\0')
        .filter((word) => word !== '');
      const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trimEnd();
      // Threads of the kernel have no command line.
      if (args.length === 0) return [];
      const [cwd, executable] = [link(`/proc/${pid}/cwd`), link(`/proc/${pid}/exe`)];
      const mounts = containerMounts.of(pid);
      return [
        {
          pid: Number(pid),
          name,
          args,
          ...(cwd !== undefined && { cwd }),
          ...(executable !== undefined && { executable }),
          ...(mounts !== undefined && { mounts }),
          variables: variablesOf(pid),
        },
      ];
    } catch {
      return []; // It ended meanwhile.
    }
  });
}

function link(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** Readable for the same user only. */
function variablesOf(pid: string): ReadonlyMap<string, readonly string[]> {
  try {
    return variablesIn(readFileSync(`/proc/${pid}/environ`, 'utf8').replaceAll('\0', '\n'));
  } catch {
    return new Map();
  }
}
