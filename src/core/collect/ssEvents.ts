import { failure, type Failure, type Problem } from '../model/outcome.ts';
import type { Source } from './host.ts';

/** Whether `ss` of a host can announce the sockets that end, and hands on each line at once. */
export type SsEventsAnswer = 'missing' | 'old' | 'lines' | 'buffers';

/** How long an inspection listens, in seconds: `timeout` of BusyBox takes whole ones only. */
export const briefSeconds = 1;
/** More than `ss` prints in a second. */
const mostOutput = 64 << 20;

/** What a shell does after it has answered; `$ss` is the command. */
interface AfterAnswer {
  readonly none: string;
  readonly lines: string;
  readonly buffers: string;
}

/**
 * Shell commands that print a line with the token and a `SsEventsAnswer`, then do what is asked for. `ss` writes into a pipe
 * only when a buffer is full, which `stdbuf` (coreutils) changes.
 */
export function ssEventsScript(token: string, { none, lines, buffers }: AfterAnswer): string {
  return `ss='ss -H -n -t -E -i -O'
if ! command -v ss >/dev/null 2>&1; then echo; echo ${token} missing; ${none}
elif ! ss -h 2>&1 | grep -q -e --events || ! ss -h 2>&1 | grep -q -e --oneline; then echo; echo ${token} old; ${none}
elif stdbuf -oL true >/dev/null 2>&1; then echo; echo ${token} lines; ${lines}
else echo; echo ${token} buffers; ${buffers}
fi`;
}

/** Nobody can print it in between: no line of `ss -E` has a name in it. */
export const briefToken = 'socket-diagnostics-events';

/** Marked sections (`briefToken`), which last for `briefSeconds` in every case. What `ss` says of errors is among its lines. */
export const briefSsEvents: Source = {
  kind: 'command',
  program: 'sh',
  args: ['-c', briefScript()],
  timeLimitMs: 10_000 * briefSeconds,
  limitBytes: mostOutput,
};

function briefScript(): string {
  const wait = `sleep ${String(briefSeconds)}`;
  const lines = `timeout ${String(briefSeconds)} stdbuf -oL $ss 2>&1; echo; echo ${briefToken} over`;
  return ssEventsScript(briefToken, { none: wait, lines, buffers: wait });
}

/** @param name of the host. */
export function noSsEvents(name: string, answer: 'missing' | 'old'): Failure {
  return failure(
    'unavailable',
    'no-ss-events',
    answer === 'missing'
      ? `${name} has no ss, which would announce the connections that end.`
      : `The ss of ${name} is too old to announce the connections that end.`,
    'Install iproute2 5.2 or later there, or watch on that host itself.',
  );
}

export function ssBuffers(name: string): Problem {
  return {
    code: 'watch-buffered',
    message: `${name} has no stdbuf, so ss held back the last connections.`,
    nextStep: 'Install coreutils there, or watch for longer.',
  };
}

/** @param times that `ss` said so. */
export function ssOverflows(name: string, times: number): readonly Problem[] {
  if (times === 0) return [];
  return [
    {
      code: 'watch-overflow',
      message: `The ss of ${name} lost announcements ${String(times)} times, and does not say how many.`,
      nextStep: 'Watch on that host itself: there the number is known.',
    },
  ];
}
