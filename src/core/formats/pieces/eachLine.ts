import { nextLine } from '../text/lines.ts';
import type { Cutter } from './cutText.ts';

/** Before each line, where lines say nothing of each other. */
export const eachLine: Cutter = {
  next: (text, from) => ({ end: nextLine(text, from), context: '' }),
};
