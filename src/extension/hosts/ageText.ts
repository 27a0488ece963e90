import type { Translate } from '../translate.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago something was: `now`, `12 s ago`, `2 min ago`, `3 h ago`, `5 days ago`. Times in milliseconds. */
export function ageText(then: number, now: number, t: Translate): string {
  const seconds = Math.max(0, Math.floor((now - then) / 1000));
  if (seconds < 5) return t('now');
  if (seconds < minute) return t('{0} s ago', String(seconds));
  if (seconds < hour) return t('{0} min ago', String(Math.floor(seconds / minute)));
  if (seconds < 2 * day) return t('{0} h ago', String(Math.floor(seconds / hour)));
  return t('{0} days ago', String(Math.floor(seconds / day)));
}
