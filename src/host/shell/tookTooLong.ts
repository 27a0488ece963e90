import { failure, type Failure } from '../../core/model/outcome.ts';

/** `began`: whether the host had started to answer. */
export function tookTooLong(name: string, limitMs: number, began: boolean): Failure {
  return failure(
    'failed',
    'timed-out',
    `${name} did not ${began ? 'send everything' : 'answer'} within ${String(limitMs / 1000)} s.`,
    'Try again, or choose another collector.',
  );
}
