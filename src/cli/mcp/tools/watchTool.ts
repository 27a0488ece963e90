import { z } from 'zod';
import { countText } from '../../../core/model/numberText.ts';
import { secondsText } from '../../../core/model/timeText.ts';
import { inspectPlace } from '../../../host/inspectPlace.ts';
import { listen } from '../../watch/listen.ts';
import { expectValue, missingLines, tool } from '../tool.ts';
import { reportAnswer } from './reportAnswer.ts';

const mostSeconds = 30;

export const watchTool = tool({
  name: 'watch',
  title: 'Watch Connections',
  description:
    'Listens to the TCP connections that end on the host: how they ended, which side closed first, which failed because there was no local port, by destination and listening socket. Then judges the host, with these connections. Takes the requested number of seconds.',
  shape: {
    seconds: z.number().int().min(1).max(mostSeconds).default(10).describe('How long to listen, in seconds.'),
  },
  hasPages: true,
  answer: async ({ seconds }, { place, cancellation }) => {
    const watched = await listen(place, { seconds, exact: false, until: cancellation }, () => undefined);
    const { ended, seconds: lasted } = expectValue(watched);
    const { report } = await inspectPlace(place, {
      choice: 'auto',
      cancellation,
      now: Date.now,
      onProgress: () => undefined,
      watched,
    });
    const head = [
      `${countText(ended, 'connection')} ended in ${secondsText(lasted)}.`,
      ...missingLines(watched),
    ];
    return reportAnswer(report, head.join('\n'), 'A shorter time has fewer connections.');
  },
});
