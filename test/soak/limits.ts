import type { AgainFigures } from './again.ts';
import type { LoadFigures } from './load.ts';

/** Node.js grows its heap in steps of this size before it sweeps it, in megabytes. */
const step = 16;
const processorPercent = 5;
const loopMs = 10;

/** What is more than it may be; nothing that depends on how fast the machine is. */
export function leaksOf({ memory: [first, last], descriptors, handles }: LoadFigures): readonly string[] {
  return [
    ...(last > first * 1.1 + step ? [`memory grew from ${first.toFixed(0)} to ${last.toFixed(0)} MB`] : []),
    ...(descriptors[1] > descriptors[0] ? [`descriptors grew: ${descriptors.join(' → ')}`] : []),
    ...(handles[1] > handles[0] ? [`handles grew: ${handles.join(' → ')}`] : []),
  ];
}

export function faultsOf(figures: LoadFigures): readonly string[] {
  const { processor, p99 } = figures;
  return [
    ...leaksOf(figures),
    ...(processor > processorPercent ? [`${processor.toFixed(1)} % of a core`] : []),
    ...(p99 > loopMs ? [`the event loop was late by ${p99.toFixed(1)} ms (p99)`] : []),
  ];
}

export function faultsOfAgain(what: string, { before, after }: AgainFigures): readonly string[] {
  const grew = (name: 'handles' | 'descriptors'): readonly string[] =>
    after[name] > before[name] ? [`${what}: ${name} grew`] : [];
  return [
    ...(after.held > before.held * 1.1 + 1
      ? [`${what}: memory grew from ${before.held.toFixed(1)} to ${after.held.toFixed(1)} MB`]
      : []),
    ...grew('handles'),
    ...grew('descriptors'),
  ];
}
