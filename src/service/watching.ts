import type { WatchProgress } from '../core/inspect/watchConnections.ts';
import { countText } from '../core/model/numberText.ts';
import type { Problem } from '../core/model/outcome.ts';

/** A snapshot, or a host of which nothing can be read. */
export const cannotBeWatched: Problem = {
  code: 'watch-unavailable',
  message: 'Connections can only be watched on a host that can be reached now.',
  nextStep: 'Choose this machine, one of its network namespaces, or a host over ssh.',
};

/** How far it is: `12 of 30 s, 340 connections ended`. */
export function progressText({ seconds, ended }: WatchProgress, limit: number | undefined): string {
  const whole = String(Math.round(seconds));
  const time = limit === undefined ? `${whole} s` : `${whole} of ${String(limit)} s`;
  return `${time}, ${countText(ended, 'connection')} ended`;
}
