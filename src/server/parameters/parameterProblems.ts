import type { Problem } from '../../core/model/outcome.ts';

/** Why a kernel parameter is not changed, for reasons other than a missing permission to read it. */
export const badName: Problem = {
  code: 'parameter-bad-name',
  message: 'This is not the key of a kernel parameter that can be set.',
  nextStep: 'Use dots, as in net.ipv4.tcp_tw_reuse.',
};

export const notLive: Problem = {
  code: 'parameter-not-live',
  message: 'This is a snapshot, so there is nothing to change.',
  nextStep: 'Inspect the host itself.',
};

export function already(key: string, value: string): Problem {
  return {
    code: 'parameter-already',
    message: `${key} is already ${value}.`,
    nextStep: 'Inspect again to see its effect.',
  };
}

/** The question before a change shows the old value, the new one and the command, each in full. */
export function tooLong(key: string): Problem {
  return {
    code: 'parameter-too-long',
    message: `The running or the new value of ${key} is too long to be shown in full before it is changed.`,
    nextStep: 'Look at the command in the terminal, and run it there.',
  };
}

/** A value that the rules for files report as an error. */
export function wrongValue(message: string): Problem {
  return { code: 'parameter-wrong-value', message, nextStep: 'Choose another value.' };
}
