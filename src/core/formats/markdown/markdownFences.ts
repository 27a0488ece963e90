import type { Cutter } from '../pieces/cutText.ts';
import type { Region } from '../region.ts';
import { lineEnd } from '../text/lines.ts';

export interface Fence {
  readonly info: string;
  readonly content: Region;
  /** The last line of text before it. */
  readonly before: string;
}

/** A fence at its place in a text. */
interface FencePlace {
  readonly info: string;
  readonly indent: string;
  readonly before: string;
  readonly start: number;
  readonly end: number;
  /** The line after the one that closes it; undefined if none does. */
  readonly after: number | undefined;
}

/** The fenced blocks of a Markdown file (CommonMark 4.5), and the blocks of Hugo's `highlight`. */
export function markdownFences(region: Region): readonly Fence[] {
  return [...fencesFrom(region.text, 0)].map(({ info, indent, before, start, end }) => ({
    info,
    content: withoutIndent(region, start, end, indent),
    before,
  }));
}

/** After each fence: nothing before it bears on what follows. */
export const markdownPieces: Cutter = {
  next: (text, from) => {
    const [fence] = fencesFrom(text, from);
    return { end: fence?.after ?? text.length, context: '' };
  },
};

/** `from` is outside of every fence. */
function* fencesFrom(text: string, from: number): Generator<FencePlace> {
  let open: (Omit<FencePlace, 'end' | 'after'> & { readonly close: RegExp }) | undefined;
  let at = from;
  let before = '';
  while (at <= text.length) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end).replace(/\r$/, '');
    if (open === undefined) {
      const mark = /^([ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?)(`{3,}|~{3,})[ \t]*([^`\n]*)$/.exec(line);
      const hugo = /^([ \t]*)\{\{[<%]\s*highlight\s+(\S+)/.exec(line);
      if (mark !== null) {
        const [, indent = '', fence = '', info = ''] = mark;
        const close = new RegExp(`^[ \\t>]*${fence[0] ?? '`'}{${fence.length},}[ \\t]*$`);
        open = { close, info: info.trim(), start: end + 1, indent: indent.replace(/[^ \t>]/g, ' '), before };
      } else if (hugo !== null)
        open = {
          close: /^[ \t]*\{\{[<%]\s*\/\s*highlight/,
          info: hugo[2] ?? '',
          start: end + 1,
          indent: '',
          before,
        };
      else if (line.trim() !== '') before = line;
    } else if (open.close.test(line)) {
      yield { ...open, end: at, after: Math.min(end + 1, text.length) };
      open = undefined;
      before = '';
    }
    at = end + 1;
  }
  if (open !== undefined && open.start < text.length) yield { ...open, end: text.length, after: undefined };
}

/** A fence in a list or a quotation, with the prefix of each line removed. */
function withoutIndent(region: Region, start: number, end: number, indent: string): Region {
  if (indent === '') return region.part({ start, end });
  let decoded = '';
  const offsets: number[] = [];
  for (let at = start; at < end;) {
    const stop = region.text.indexOf('\n', at);
    const next = stop < 0 || stop >= end ? end : stop + 1;
    const line = region.text.slice(at, next);
    let skipped = 0;
    while (skipped < indent.length && /[ \t>]/.test(line[skipped] ?? '')) skipped++;
    for (let index = skipped; index < line.length; index++) {
      decoded += line[index] ?? '';
      offsets.push(at + index);
    }
    at = next;
  }
  offsets.push(end);
  return region.decoded(decoded, offsets, (text) => text.replaceAll('\n', `\n${indent}`));
}
