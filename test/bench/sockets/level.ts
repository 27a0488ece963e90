import type { Namespace } from '../../support/namespace.ts';
import { ServerProcess } from '../../support/serverProcess.ts';
import { budgets } from '../budgets.ts';
import { Peer } from '../peer.ts';
import { row, type Budget, type Row } from '../row.ts';
import { median } from '../statistics.ts';
import { Ours } from './ours.ts';
import { pairedRuns, type Reader } from './pairs.ts';

export interface LevelOptions {
  readonly namespace: Namespace;
  /** As the rows name it: `200,000`. */
  readonly label: string;
  readonly runs: number;
  /** Where the packages to compare with are. */
  readonly contenders: string;
  readonly say: (text: string) => void;
}

export interface LevelRows {
  readonly rows: readonly Row[];
  /** Milliseconds that sock_diag needs for one socket, to findings. */
  readonly perSocket: number;
}

const ss = ['toFile', '0', 'ss', '-tanHO'];
/** What the collector runs: timers, uid and inode are more to print, and to write. */
const ssWithAll = ['toFile', '0', 'ss', '-tanHOoe'];
const cat = ['toFile', '1', 'cat', '/proc/net/tcp'];

/** 200,000 sockets: everything there is to compare with. */
export async function measureTwoHundredThousand(options: LevelOptions): Promise<LevelRows> {
  const level = new Level(options);
  await using server = await ServerProcess.start(options.namespace);
  const ours = new Ours(server);
  const perSocket = await level.pair(ours, 'sock_diag', 'ss -tanHO to a file', ss, budgets.sockDiagToSs);
  await level.pair(ours, 'sock_diag', 'bare netlink dump', ['bareDump'], budgets.sockDiagToBareDump);
  await level.pair(ours, 'ss', 'ss -tanHO to a file', ss);
  await level.pair(ours, 'ss', 'ss -tanHOoe to a file', ssWithAll, budgets.ssCollectorToItsSs);
  await level.peers('ss -tanHOoe to a file', ssWithAll, 'ss -tanHO to a file', ss);
  await level.pair(ours, 'proc', 'cat /proc/net/tcp to a file', cat, budgets.procCollectorToCat);
  await level.pair(ours, 'sock_diag', 'cat /proc/net/tcp to a file', cat);
  await level.pair(ours, 'sock_diag', 'ss, split into objects', ['splitSs']);
  const library = ['networkConnections', options.contenders];
  await level.pair(ours, 'sock_diag', 'systeminformation.networkConnections()', library);
  level.rows.push(await firstInspection(options));
  return { rows: level.rows, perSocket };
}

/** 1,000,000: the same, less what only costs patience. */
export async function measureMillion(options: LevelOptions, before: number): Promise<readonly Row[]> {
  const level = new Level(options);
  await using server = await ServerProcess.start(options.namespace);
  const ours = new Ours(server);
  const perSocket = await level.pair(
    ours,
    'sock_diag',
    'ss -tanHO to a file',
    ss,
    budgets.millionSockDiagToSs,
  );
  const scale = (perSocket * 1_000_000) / (before * 200_000);
  const medians = { '1,000,000 sockets': perSocket * 1_000_000, '200,000 sockets': before * 200_000 };
  level.rows.push(
    row(
      { name: 'inspect with sock_diag, as sockets grow fivefold', unit: 'ms', medians, ratio: scale },
      budgets.millionToTwoHundredThousand,
    ),
  );
  await level.pair(ours, 'sock_diag', 'bare netlink dump', ['bareDump'], budgets.millionSockDiagToBareDump);
  level.rows.push(level.memory('server process, its peak after inspections with sock_diag', ours));
  await level.pair(ours, 'ss', 'ss -tanHO to a file', ss);
  await level.pair(ours, 'proc', 'cat /proc/net/tcp to a file', cat, budgets.millionProcCollectorToCat);
  level.rows.push(level.memory('server process, its peak after inspections with every collector', ours));
  return level.rows;
}

class Level {
  readonly rows: Row[] = [];
  readonly #options: LevelOptions;

  constructor(options: LevelOptions) {
    this.#options = options;
  }

  /** Gives our milliseconds for one socket. */
  async pair(
    ours: Ours,
    collector: 'sock_diag' | 'ss' | 'proc',
    theirs: string,
    contender: readonly string[],
    budget?: Budget,
  ): Promise<number> {
    await using peer = new Peer(this.#options.namespace, theirs, contender);
    return await this.#compare(ours.reader(collector), peer, budget);
  }

  /** Two programs that are not ours: what a part of our time is made of. */
  async peers(
    one: string,
    contender: readonly string[],
    other: string,
    otherContender: readonly string[],
  ): Promise<void> {
    const { namespace } = this.#options;
    await using first = new Peer(namespace, one, contender);
    await using second = new Peer(namespace, other, otherContender);
    await this.#compare(first, second);
  }

  async #compare(one: Reader, other: Reader, budget?: Budget): Promise<number> {
    const { label, runs, say } = this.#options;
    const name = `${label} sockets: ${one.name} : ${other.name}`;
    say(name);
    const { medians, ratio, perSocket } = await pairedRuns(one, other, runs);
    this.rows.push(row({ name, unit: 'ms', medians, ratio }, budget));
    return perSocket;
  }

  memory(what: string, ours: Ours): Row {
    const name = `${this.#options.label} sockets: ${what}`;
    return row({ name, unit: 'MB', medians: { peak: ours.peakMegabytes } }, budgets.serverMegabytes);
  }
}

/** What the first command of a window waits for: a new process, and nothing compiled or loaded yet. */
async function firstInspection({ namespace, label, runs, say }: LevelOptions): Promise<Row> {
  const name = `${label} sockets: first inspection, with the start of the server`;
  say(name);
  const times: number[] = [];
  for (let index = 0; index < runs; index++) {
    const start = performance.now();
    await using server = await ServerProcess.start(namespace);
    await new Ours(server).inspect('sock_diag');
    times.push(performance.now() - start);
  }
  return row({ name, unit: 'ms', medians: { 'inspect with sock_diag': median(times) } });
}
