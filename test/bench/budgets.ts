import type { Budget } from './row.ts';

const ratio = (atMost: number): Budget => ({ kind: 'ratio', atMost });
const under = (value: number): Budget => ({ kind: 'value', under: value });

/** BENCHMARKS.md says of each what its floor is. `ss` is `ss -tanHO` writing to a file. */
export const budgets = {
  /** 200,000 sockets, from the command to findings. */
  sockDiagToSs: ratio(0.4),
  sockDiagToBareDump: ratio(1.5),
  /** The `ss` that the collector itself runs, writing to a file. */
  ssCollectorToItsSs: ratio(1.15),
  procCollectorToCat: ratio(1),
  /** 1,000,000 sockets, per socket returned. */
  millionToTwoHundredThousand: ratio(5.5),
  millionSockDiagToSs: ratio(0.35),
  millionSockDiagToBareDump: ratio(1.3),
  millionProcCollectorToCat: ratio(1.2),
  serverMegabytes: under(200),
  eventLoopMs: under(10),
  figuresDrawn: ratio(1.25),
  /** Of a bare dump of the same table. */
  firstRows: ratio(0.2),
  keystroke: ratio(2),
  activationKilobytes: under(60),
  clientKilobytes: under(500),
  vsixKilobytes: under(8000),
  causesScan: ratio(2),
  lintRepository: ratio(3),
  filesAfterEdit: under(2),
  grammarMegabytes: under(80),
  /** Processor time for the same ends. */
  watchToSs: ratio(0.5),
  watchedTraffic: ratio(1.03),
  watchGrowthMegabytes: under(15),
  scrapeToBareDump: ratio(1.3),
  exporterPercent: under(2),
  fleetToSlowestQuery: ratio(2),
  /** At most six. */
  fleetQueries: under(7),
  /** With no view visible: the server, and nothing else. */
  idleProcesses: under(2),
} as const;
