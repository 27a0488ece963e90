import { inspectPlace } from '../../../host/inspectPlace.ts';
import { steadyClock } from '../../../host/steadyClock.ts';
import { tool } from '../tool.ts';
import { reportAnswer } from './reportAnswer.ts';

/** As long as the command `inspect` watches the counters. */
const intervalMs = 1000;

export const inspectTool = tool({
  name: 'inspect',
  title: 'Inspect TIME_WAIT',
  description:
    'Judges the TCP sockets, counters and kernel parameters of the host: which destination runs out of local ports, which side closes first, what is dropped, and what to do. Answers with a verdict and findings with evidence, worst first. Call it first. Takes a second.',
  shape: {},
  hasPages: true,
  answer: async (_, { place, cancellation }) => {
    const { report } = await inspectPlace(place, {
      choice: 'auto',
      cancellation,
      now: Date.now,
      onProgress: () => undefined,
      twice: { intervalMs, wait: steadyClock.pause },
    });
    return reportAnswer(report, '', 'For single sockets, call sockets with a filter.');
  },
});
