import type { Region } from '../region.ts';

export interface Fence {
  readonly info: string;
  readonly content: Region;
}

/** The fenced blocks of a Markdown file (CommonMark 4.5), and the blocks of Hugo's `highlight`. */
export function markdownFences(region: Region): readonly Fence[] {
  const fences: Fence[] = [];
  const { text } = region;
  let open:
    | { readonly close: RegExp; readonly info: string; readonly start: number; readonly indent: string }
    | undefined;
  let at = 0;
  while (at <= text.length) {
    const stop = text.indexOf('\n', at);
    const end = stop < 0 ? text.length : stop;
    const line = text.slice(at, end).replace(/\r$/, '');
    if (open === undefined) {
      const mark = /^([ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?)(`{3,}|~{3,})[ \t]*([^`\n]*)$/.exec(line);
      const hugo = /^([ \t]*)\{\{[<%]\s*highlight\s+(\S+)/.exec(line);
      if (mark !== null) {
        const [, indent = '', fence = '', info = ''] = mark;
        const close = new RegExp(`^[ \\t>]*${fence[0] ?? '`'}{${fence.length},}[ \\t]*$`);
        open = { close, info: info.trim(), start: end + 1, indent: indent.replace(/[^ \t>]/g, ' ') };
      } else if (hugo !== null)
        open = { close: /^[ \t]*\{\{[<%]\s*\/\s*highlight/, info: hugo[2] ?? '', start: end + 1, indent: '' };
    } else if (open.close.test(line)) {
      fences.push({ info: open.info, content: withoutIndent(region, open.start, at, open.indent) });
      open = undefined;
    }
    at = end + 1;
  }
  if (open !== undefined && open.start < text.length)
    fences.push({ info: open.info, content: withoutIndent(region, open.start, text.length, open.indent) });
  return fences;
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
