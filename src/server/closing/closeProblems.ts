import type { Problem } from '../../core/model/outcome.ts';
import type { FilterProblem } from '../../core/query/socketFilter.ts';

/** Why sockets are not closed, for other reasons than the kernel's. */
export const notLive: Problem = {
  code: 'close-not-live',
  message: 'These sockets are of another time: there is nothing to close.',
  nextStep: 'Inspect the host itself.',
};

export const notThere: Problem = {
  code: 'close-not-here',
  message: 'Sockets are closed on this machine only: over netlink, which names each connection exactly.',
  nextStep: 'On another host, run “ss -K” there as root, with the filter that “Copy ss Command” gives.',
};

/** Without the words that cannot be read, a filter lets more through than was meant. */
export function unreadableFilter(problems: readonly FilterProblem[]): Problem {
  return {
    code: 'close-filter-unreadable',
    message: `No socket was chosen, because the filter cannot be read. ${problems.map(({ message }) => message).join(' ')}`,
    nextStep: 'Correct the filter, then choose “Close Matching Sockets…” again.',
  };
}

export const nothing: Problem = {
  code: 'close-nothing',
  message: 'None of these sockets is there any more.',
  nextStep: 'Refresh, and choose again.',
};

export const onlyListening: Problem = {
  code: 'close-listening',
  message: 'Only listening sockets were chosen, and those are never closed by force: they are a service.',
  nextStep: 'Stop the program that listens.',
};

export const expired: Problem = {
  code: 'close-expired',
  message: 'What was shown is too old to act on.',
  nextStep: 'Choose “Close Matching Sockets…” again.',
};

export function notVerified(problem: Problem | undefined): Problem {
  return {
    code: 'close-not-verified',
    message:
      `The kernel was asked to close them, but what is left could not be read: ${problem?.message ?? ''}`.trim(),
    nextStep: 'Refresh to see what is left.',
  };
}
