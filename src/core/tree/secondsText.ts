import { numberText } from '../model/numberText.ts';

/** `48 s`, `4.6 s`. */
export function secondsText(milliseconds: number): string {
  return `${numberText(Math.round(milliseconds / 100) / 10)} s`;
}
