// One way to read the sockets, run whenever the parent says so:  node peerProcess.ts NAME [ARGUMENT...]
import { bareDump } from './contenders/bareDump.ts';
import { networkConnections } from './contenders/networkConnections.ts';
import { lastInspection, scrape } from './contenders/scrape.ts';
import { slowestQuery } from './contenders/slowestQuery.ts';
import { splitSs } from './contenders/splitSs.ts';
import { toFile } from './contenders/toFile.ts';
import type { Run } from './peer.ts';

const [name = '', ...args] = process.argv.slice(2);

/** Each gives a function that reads all TCP sockets once and says how many it returned, and how long it took. */
const contenders: Readonly<Record<string, (args: readonly string[]) => Promise<() => Promise<Run>>>> = {
  bareDump,
  lastInspection,
  networkConnections,
  scrape,
  slowestQuery,
  splitSs,
  toFile,
};

const contender = contenders[name];
if (contender === undefined) throw new Error(`no such contender: ${name}`);
const run = await contender(args);
process.on('message', () => {
  void run().then((result) => process.send?.(result));
});
