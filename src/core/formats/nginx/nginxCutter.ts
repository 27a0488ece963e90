import { nginxBoundaries } from '../../parse/nginxConf.ts';
import type { Cutter } from '../pieces/cutText.ts';
import { lineEnd } from '../text/lines.ts';

/** Deeper, a configuration is not cut. */
const mostBlocks = 20;

/** Before each line that begins a directive or a closing brace; above it are the blocks around it. */
export const nginxDirectives: Cutter = {
  next: (text, from, context) => {
    const around = context.split(/[{\s]+/).filter((name) => name !== '');
    for (const place of nginxBoundaries(text, { at: from, around })) {
      if (place.around.length > mostBlocks) break;
      const end = lineEnd(text, place.at);
      if (end === text.length) break;
      if (!/^\s*(?:#[^\n]*)?$/.test(text.slice(place.at, end))) continue;
      return { end: end + 1, context: contextOf(place.around) };
    }
    return { end: text.length, context: '' };
  },
};

/** The reader asks of a block no more than whether it is a server. */
function contextOf(around: readonly string[]): string {
  return around.length === 0
    ? ''
    : `${around.map((name) => (name === 'server' ? 'server {' : 'block {')).join(' ')}\n`;
}
