import { numberText } from './numberText.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago something was: `now`, `12 s ago`, `3 min ago`, `2 h ago`, `5 d ago`. */
export function ageText(seconds: number): string {
  return seconds < 5 ? 'now' : `${spanText(seconds)} ago`;
}

/** `12 s`, `3 min`, `2 h`, `5 d`: a span of time to read, not to calculate with. */
export function spanText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < minute) return `${String(whole)} s`;
  if (whole < hour) return `${String(Math.floor(whole / minute))} min`;
  if (whole < 2 * day) return `${String(Math.floor(whole / hour))} h`;
  return `${String(Math.floor(whole / day))} d`;
}

/** `4.6 s`, `48 s`: a length of time that was measured. */
export function secondsText(seconds: number): string {
  return `${numberText(seconds)} s`;
}

/** `97 µs`, `840 ms`, `1.2 s`: the same in the unit that fits. */
export function lengthText(milliseconds: number): string {
  if (milliseconds >= 1000) return secondsText(milliseconds / 1000);
  return milliseconds < 1
    ? `${numberText(Math.round(milliseconds * 1000))} µs`
    : `${numberText(milliseconds)} ms`;
}

/** `03:04:05`, in the time zone of who reads it. Takes milliseconds since 1970 or ISO 8601. */
export function timeOfDay(at: number | string): string {
  return new Date(at).toLocaleTimeString('en-GB');
}

/** `2026-01-02 03:04:05`, in the time zone of who reads it. */
export function dateAndTime(at: number | string): string {
  return new Date(at).toLocaleString('sv-SE');
}
