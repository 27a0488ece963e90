// What the kernel and `ss` say about a namespace, read in the plainest way there is: the reference that the
// product's own, faster code is compared with. Nothing here may import from src/.
import { readFile } from 'node:fs/promises';
import { runOk } from './run.ts';

/** Where to read: a {@link Namespace}, or {@link ownKernelView} for the namespace one is in. */
export interface KernelView {
  read(path: string): Promise<string>;
  runOk(command: string, args?: readonly string[]): Promise<string>;
}

export const ownKernelView: KernelView = {
  read: (path) => readFile(path, 'utf8'),
  runOk: (command, args = []) => runOk(command, args),
};

export type Counts = Readonly<Record<string, number>>;

function tally(words: readonly string[]): Counts {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function column(line: string, index: number): string {
  return line.trim().split(/\s+/)[index] ?? '';
}

/** Sockets per state, with `ss`'s own names (`TIME-WAIT`, `ESTAB`, ...), both families. */
export async function ssCounts(view: KernelView, filter: readonly string[] = []): Promise<Counts> {
  const text = await view.runOk('ss', ['-H', '-t', '-a', '-n', ...filter]);
  return tally(linesOf(text).map((line) => column(line, 0)));
}

const stateOfHex: Readonly<Record<string, string>> = {
  '01': 'ESTAB',
  '02': 'SYN-SENT',
  '03': 'SYN-RECV',
  '04': 'FIN-WAIT-1',
  '05': 'FIN-WAIT-2',
  '06': 'TIME-WAIT',
  '07': 'UNCONN',
  '08': 'CLOSE-WAIT',
  '09': 'LAST-ACK',
  '0A': 'LISTEN',
  '0B': 'CLOSING',
  '0C': 'SYN-RECV',
};

/** Sockets per state in `/proc/net/tcp` or `/proc/net/tcp6`, named as `ss` names them. */
export async function procCounts(view: KernelView, file: 'tcp' | 'tcp6'): Promise<Counts> {
  const [, ...rows] = linesOf(await view.read(`/proc/net/${file}`));
  return tally(rows.map((row) => stateOfHex[column(row, 3)] ?? `state ${column(row, 3)}`));
}

/** A figure of `/proc/net/sockstat`, for example `TCP tw`: TIME_WAIT and orphaned FIN_WAIT_2, both families. */
export async function sockstat(view: KernelView, protocol: string, figure: string): Promise<number> {
  const file = protocol.endsWith('6') ? 'sockstat6' : 'sockstat';
  const line = linesOf(await view.read(`/proc/net/${file}`)).find((row) => row.startsWith(`${protocol}:`));
  const words = line?.split(/\s+/) ?? [];
  const at = words.indexOf(figure);
  if (at < 0) throw new Error(`/proc/net/${file} has no ${protocol} ${figure}`);
  return Number(words[at + 1]);
}

/** A counter of `/proc/net/netstat` or `/proc/net/snmp`, for example `TcpExt ListenOverflows`. */
export async function counter(view: KernelView, group: string, name: string): Promise<number> {
  for (const file of ['netstat', 'snmp']) {
    const [names, values] = linesOf(await view.read(`/proc/net/${file}`)).filter((line) =>
      line.startsWith(`${group}:`),
    );
    const at = names?.split(' ').indexOf(name) ?? -1;
    if (at >= 0) return Number(values?.split(' ')[at]);
  }
  throw new Error(`no counter ${group} ${name}`);
}
