import { numberText } from '../core/protocol/viewModels.ts';

/** `840 ms` or `1.2 s` */
export function duration(milliseconds: number): string {
  return milliseconds < 1000
    ? `${numberText(Math.round(milliseconds))} ms`
    : `${numberText(milliseconds / 1000)} s`;
}

/** `512 B`, `1.2 KB`, `64 MB`; a KB has 1,024 bytes. */
export function bytes(count: number): string {
  if (count < 1024) return `${numberText(count)} B`;
  return count < 1024 ** 2 ? `${numberText(count / 1024)} KB` : `${numberText(count / 1024 ** 2)} MB`;
}

/** `just now`, `12 s ago`, `3 min ago`, `2 h ago`, `5 d ago` */
export function age(seconds: number): string {
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${numberText(Math.floor(seconds))} s ago`;
  if (seconds < 3600) return `${numberText(Math.floor(seconds / 60))} min ago`;
  if (seconds < 2 * 86_400) return `${numberText(Math.floor(seconds / 3600))} h ago`;
  return `${numberText(Math.floor(seconds / 86_400))} d ago`;
}

/** `03:04:05, 12 s ago`; of another day `2026-01-02 03:04:05, 5 d ago`. */
export function moment(at: Date, now: Date): string {
  const day = at.toDateString() === now.toDateString() ? '' : `${at.toLocaleDateString('sv-SE')} `;
  return `${day}${at.toLocaleTimeString('en-GB')}, ${age((now.getTime() - at.getTime()) / 1000)}`;
}

/** `12 s`, `3 min`, `2 h`, `5 d`: a span of time, to be read and not to be reckoned with. */
export function span(seconds: number): string {
  return age(Math.max(5, seconds)).replace(' ago', '');
}

const roundFactors = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10];

/** A round figure that is not below `value`: the top of a chart's axis. Even from ten on, so that it has a middle. */
export function roundUp(value: number): number {
  if (value <= 10) return Math.max(1, Math.ceil(value));
  const power = 10 ** Math.floor(Math.log10(value));
  const step = roundFactors.find((factor) => factor * power >= value) ?? 10;
  return step * power;
}
