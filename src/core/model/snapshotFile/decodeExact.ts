import { exactActs, type ExactProcess, type ExactWatch } from '../exactWatch.ts';
import { tcpStates, tcpStateName, type TcpStateName } from '../tcpState.ts';
import type { JsonShape } from './jsonShape.ts';

const mostCounts = 1000;
const mostReplays = 1000;
const mostSteps = 100;
const mostPids = 0xffffffff;
const sides = ['destination', 'listener'] as const;
const stateNames: readonly TcpStateName[] = tcpStates.map(tcpStateName);

/** What exact mode told, as `encodeSnapshot` wrote it. */
export function decodeExact(shape: JsonShape): ExactWatch {
  return {
    lost: count(shape.field('lost')),
    counts: shape
      .field('counts')
      .items(mostCounts)
      .map((one) => ({
        act: one.field('act').oneOf(exactActs),
        ...process(one),
        side: one.field('side').oneOf(sides),
        address: one.field('address').text(100),
        port: port(one.field('port')),
        count: count(one.field('count')),
      })),
    countCount: count(shape.field('countCount')),
    replays: shape
      .field('replays')
      .items(mostReplays)
      .map((one) => ({
        side: one.field('side').oneOf(sides),
        localAddress: one.field('localAddress').text(100),
        localPort: port(one.field('localPort')),
        remoteAddress: one.field('remoteAddress').text(100),
        remotePort: port(one.field('remotePort')),
        steps: one
          .field('steps')
          .items(mostSteps)
          .map((step) => ({
            afterUs: count(step.field('afterUs')),
            from: step.field('from').oneOf(stateNames),
            to: step.field('to').oneOf(stateNames),
            ...(!step.field('by').isAbsent && { by: process(step.field('by')) }),
          })),
      })),
  };
}

function process(shape: JsonShape): ExactProcess {
  return {
    pid: shape.field('pid').integer(0, mostPids),
    name: shape.field('name').text(),
    probably: shape.field('probably').boolean(),
  };
}

function port(shape: JsonShape): number {
  return shape.integer(0, 0xffff);
}

function count(shape: JsonShape): number {
  return shape.integer(0, Number.MAX_SAFE_INTEGER);
}
