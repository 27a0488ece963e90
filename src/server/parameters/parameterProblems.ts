import type { Problem } from '../../core/model/outcome.ts';

/** Why a kernel parameter is not changed, for other reasons than that it may not be read. */
export const badName: Problem = {
  code: 'parameter-bad-name',
  message: 'That is no key of a kernel parameter that could be set.',
  nextStep: 'Write it with dots, as in net.ipv4.tcp_tw_reuse.',
};

export const notLive: Problem = {
  code: 'parameter-not-live',
  message: 'This inspection is of another time: there is nothing to change.',
  nextStep: 'Inspect the host itself.',
};

export function already(key: string, value: string): Problem {
  return {
    code: 'parameter-already',
    message: `${key} is ${value} already.`,
    nextStep: 'Inspect again to see what that does.',
  };
}

/** What the rules for files call an error. */
export function wrongValue(message: string): Problem {
  return { code: 'parameter-wrong-value', message, nextStep: 'Choose another value.' };
}
