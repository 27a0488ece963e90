import { countText } from '../model/numberText.ts';
import type { Problem } from '../model/outcome.ts';
import type { ProcessInfo } from '../model/processes.ts';
import { SeededMap } from '../model/seededMap.ts';

/** Processes in different lists: more than any host has with sockets, whose number a kernel usually limits to fewer. */
const mostProcesses = 200_000;

/** Who holds which socket, as the rows of `ss` say. Sockets of the same processes share one list: a busy host has a few of them. */
export class SsOwners {
  readonly byInode = new SeededMap<readonly ProcessInfo[]>();
  readonly #lists = new Map<string, readonly ProcessInfo[]>();
  #processes = 0;
  #leftOut = 0;

  add(inode: number, processes: readonly ProcessInfo[]): void {
    if (inode === 0 || processes.length === 0) return;
    const list = this.#shared(processes);
    if (list === undefined) this.#leftOut++;
    else this.byInode.set(inode, list);
  }

  get problems(): readonly Problem[] {
    if (this.#leftOut === 0) return [];
    return [
      {
        code: 'ss-too-many-processes',
        message: `The processes of ${countText(this.#leftOut, 'socket', 'sockets')} were left out: ss names more processes than any host has.`,
        nextStep: 'Look at the host itself: ss -tanp.',
      },
    ];
  }

  #shared(processes: readonly ProcessInfo[]): readonly ProcessInfo[] | undefined {
    const key = processes.map(({ pid, name }) => `${name}\0${String(pid)}`).join('\0');
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    if (this.#processes + processes.length > mostProcesses) return undefined;
    this.#processes += processes.length;
    this.#lists.set(key, processes);
    return processes;
  }
}
