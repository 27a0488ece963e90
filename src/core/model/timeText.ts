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

/** `03:04:05`, in the time zone of who reads it. Takes milliseconds since 1970 or ISO 8601. */
export function timeOfDay(at: number | string): string {
  return new Date(at).toLocaleTimeString('en-GB');
}

/** `2026-01-02 03:04:05`, in the time zone of who reads it. */
export function dateAndTime(at: number | string): string {
  return new Date(at).toLocaleString('sv-SE');
}
