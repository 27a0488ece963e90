import { numberText, percentText } from '../../model/numberText.ts';
import type { Pair, Told, Unit } from './comparison.ts';

/** A value, or a short text why there is none. */
export function told<T>(value: T | undefined, why: string): Told<T> {
  return value === undefined ? { kind: 'absent', why } : { kind: 'value', value };
}

export function valueTold<T>(side: Told<T>): T | undefined {
  return side.kind === 'value' ? side.value : undefined;
}

/** The larger value of both sides; 0 if neither has one. */
export function most<T>({ left, right }: Pair<T>, figure: (value: T) => number): number {
  return Math.max(...[left, right].map((side) => (side.kind === 'value' ? figure(side.value) : 0)));
}

export function toldText<T>(side: Told<T>, write: (value: T) => string): string {
  return side.kind === 'value' ? write(side.value) : side.why;
}

export function figureText(value: number, unit: Unit): string {
  return unit === 'share' ? percentText(value) : numberText(value);
}

/** How `right` differs: `+412`, `−3.1 points`, `same`; empty if either side has no value. */
export function changeText({ left, right }: Pair<number>, unit: Unit = 'number'): string {
  if (left.kind === 'absent' || right.kind === 'absent') return '';
  const difference = (right.value - left.value) * (unit === 'share' ? 100 : 1);
  const text = numberText(Math.abs(difference));
  if (text === '0') return 'same';
  return `${difference > 0 ? '+' : '−'}${text}${unit === 'share' ? ' points' : ''}`;
}
