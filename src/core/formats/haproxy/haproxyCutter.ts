import { parseHaproxyCfg } from '../../parse/haproxyCfg.ts';
import type { Cutter } from '../pieces/cutText.ts';
import { nextLine } from '../text/lines.ts';

/** Before each line; above it is the kind of its section. */
export const haproxyLines: Cutter = {
  next: (text, from, context) => {
    const end = nextLine(text, from);
    const kind = parseHaproxyCfg(text.slice(from, end))[0]?.kind;
    return { end, context: kind === undefined ? context : `${kind}\n` };
  },
};
