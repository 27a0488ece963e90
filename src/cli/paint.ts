import { styleText } from 'node:util';
import type { WriteStream } from 'node:tty';

export type Colour = 'red' | 'yellow' | 'green' | 'blue' | 'bold' | 'dim';

/** Colours a text, or returns it unchanged. */
export type Paint = (colour: Colour, text: string) => string;

/** Colours on a terminal that supports them, unless NO_COLOR is set. */
export function paintFor(output: Pick<WriteStream, 'isTTY' | 'hasColors'>): Paint {
  const noColor = process.env['NO_COLOR'] ?? '';
  const hasColours = output.isTTY && noColor === '' && output.hasColors();
  return hasColours
    ? (colour, text) => styleText(colour, text, { validateStream: false })
    : (_, text) => text;
}
