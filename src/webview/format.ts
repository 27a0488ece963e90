import { ageText, dateAndTime, numberText, timeOfDay } from '../core/protocol/viewModels.ts';

/** `512 B`, `1.2 KB`, `64 MB`; a KB has 1,024 bytes. */
export function bytes(count: number): string {
  if (count < 1024) return `${numberText(count)} B`;
  return count < 1024 ** 2 ? `${numberText(count / 1024)} KB` : `${numberText(count / 1024 ** 2)} MB`;
}

/** `03:04:05, 12 s ago`; on another day `2026-01-02 03:04:05, 5 d ago`. */
export function moment(at: Date, now: Date): string {
  const isToday = at.toDateString() === now.toDateString();
  const time = isToday ? timeOfDay(at.getTime()) : dateAndTime(at.getTime());
  return `${time}, ${ageText((now.getTime() - at.getTime()) / 1000)}`;
}

const roundFactors = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10];

/** A round number that is not below `value`, for the top of a chart's axis. Even from ten up, so that it has a middle. */
export function roundUp(value: number): number {
  if (value <= 10) return Math.max(1, Math.ceil(value));
  const power = 10 ** Math.floor(Math.log10(value));
  const step = roundFactors.find((factor) => factor * power >= value) ?? 10;
  return step * power;
}
