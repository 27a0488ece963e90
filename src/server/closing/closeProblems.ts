import type { Problem } from '../../core/model/outcome.ts';
import type { FilterProblem } from '../../core/query/socketFilter.ts';

/** Why sockets are not closed, for reasons other than the kernel's. */
export const notLive: Problem = {
  code: 'close-not-live',
  message: 'These sockets are from a snapshot, so there is nothing to close.',
  nextStep: 'Inspect the host itself.',
};

export const notThere: Problem = {
  code: 'close-not-here',
  message:
    'Sockets can only be closed on this machine, over netlink, which identifies each connection exactly.',
  nextStep: 'On a remote host, run “ss -K” as root there, with the filter from “Copy ss Command”.',
};

/** Without the terms that cannot be parsed, a filter matches more sockets than intended. */
export function unreadableFilter(problems: readonly FilterProblem[]): Problem {
  return {
    code: 'close-filter-unreadable',
    message: `No sockets were selected, because the filter is invalid. ${problems.map(({ message }) => message).join(' ')}`,
    nextStep: 'Correct the filter, then choose “Close Matching Sockets…” again.',
  };
}

export const nothing: Problem = {
  code: 'close-nothing',
  message: 'None of these sockets exist any more.',
  nextStep: 'Refresh and select again.',
};

export const onlyListening: Problem = {
  code: 'close-listening',
  message: 'Only listening sockets were selected. They belong to a service and are never closed by force.',
  nextStep: 'Stop the listening program.',
};

export const expired: Problem = {
  code: 'close-expired',
  message: 'The preview is too old to act on.',
  nextStep: 'Choose “Close Matching Sockets…” again.',
};

export function notVerified(problem: Problem | undefined): Problem {
  return {
    code: 'close-not-verified',
    message:
      `The kernel was asked to close the sockets, but the remaining ones could not be read: ${problem?.message ?? ''}`.trim(),
    nextStep: 'Refresh to see which sockets remain.',
  };
}
