import type { ProcessInfo, SocketOwners } from '../../model/processes.ts';
import { SeededMap } from '../../model/seededMap.ts';
import type { SocketTable } from '../../model/socketTable.ts';
import type { Emphases } from '../emphases.ts';
import type { SsPart } from '../ss/ssPart.ts';
import type { Facet, GroupFigures, GroupText, Named } from './facet.ts';
import { figuresSentence, figuresText } from './figuresText.ts';
import { otherText } from './otherText.ts';

/**
 * Processes. Processes that share sockets (a server and its workers with a listening socket) form a separate group,
 * so that each socket appears in the tree once.
 */
export class ProcessFacet implements Facet {
  readonly size: number;
  readonly firstOther: number;
  readonly ofRow: Uint32Array;
  readonly #holders: (readonly ProcessInfo[])[] = [];
  readonly #partByKey = new Map<string, number>();

  readonly #emphases: Emphases;

  constructor(table: SocketTable, owners: SocketOwners, emphases: Emphases) {
    this.#emphases = emphases;
    const partByInode = new SeededMap<number>();
    for (const [inode, processes] of owners)
      if (processes.length > 0) partByInode.set(inode, this.#partOf(processes));
    this.firstOther = this.#holders.length;
    const [hidden, none] = [this.firstOther, this.firstOther + 1];
    this.size = this.firstOther + 2;
    this.ofRow = table.inode.map((inode) => (inode === 0 ? none : (partByInode.get(inode) ?? hidden)));
  }

  named(part: number): Named {
    return part < this.firstOther ? 'process' : 'nothing';
  }

  byName(parts: Uint32Array): Uint32Array {
    const name = (part: number): string => this.#first(part).name.toLowerCase();
    return parts
      .slice()
      .sort((a, b) => name(a).localeCompare(name(b), 'en') || this.#first(a).pid - this.#first(b).pid);
  }

  key(part: number): string {
    if (part >= this.firstOther) return part === this.firstOther ? 'hidden' : 'none';
    return keyOf(this.#holders[part] ?? []);
  }

  find(key: string): number | undefined {
    if (key === 'hidden') return this.firstOther;
    return key === 'none' ? this.firstOther + 1 : this.#partByKey.get(key);
  }

  describe(part: number, figures: GroupFigures): GroupText {
    if (part > this.firstOther)
      return otherText(
        'No process',
        'The kernel detaches a socket from its process when the program closes it or exits, as in TIME_WAIT. A connection that no program has accepted yet has no process either.',
        figures,
      );
    if (part === this.firstOther)
      return otherText(
        'Unknown process',
        'These sockets are held by processes that you do not have permission to read, or that have exited since the sockets were read. Root can see the processes of all users.',
        figures,
      );
    const holders = this.#holders[part] ?? [];
    const label = labelOf(holders);
    const names = holders.map(processText).join(', ');
    const pids = holders.map(({ pid }) => pid);
    const emphasis = this.#emphases.of({ kind: 'process', name: label, pids }, figures.state);
    return {
      kind: 'process',
      label,
      description: figuresText(figures),
      tooltip: `${figuresSentence(figures)}, held by ${names}.`,
      accessibilityLabel: `Process ${label}, ${figuresSentence(figures)}`,
      ...(emphasis && { emphasis }),
    };
  }

  ss(part: number): SsPart | undefined {
    if (part >= this.firstOther) return undefined;
    return { kind: 'processes', pids: (this.#holders[part] ?? []).map(({ pid }) => pid) };
  }

  #partOf(processes: readonly ProcessInfo[]): number {
    const key = keyOf(processes);
    const known = this.#partByKey.get(key);
    if (known !== undefined) return known;
    this.#partByKey.set(key, this.#holders.length);
    return this.#holders.push(processes) - 1;
  }

  #first(part: number): ProcessInfo {
    return this.#holders[part]?.[0] ?? { pid: 0, name: '' };
  }
}

/** `nginx (1234)`. The name is hostile text. */
export function processText({ name, pid }: ProcessInfo): string {
  return `${name} (${String(pid)})`;
}

function labelOf([first, ...more]: readonly ProcessInfo[]): string {
  if (first === undefined) return '';
  return more.length === 0 ? processText(first) : `${processText(first)} and ${String(more.length)} more`;
}

function keyOf(processes: readonly ProcessInfo[]): string {
  const pids = processes.map(({ pid }) => pid).sort((a, b) => a - b);
  return `p:${pids.join(',')}`;
}
