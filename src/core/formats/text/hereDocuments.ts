import type { Span } from '../../parse/sysctlLine.ts';

/** A here-document of Ruby or HCL. Spans and offsets are of the text. */
export interface HereDocument {
  /** Where the line with its mark begins. */
  readonly lineStart: number;
  /** Without the line of its delimiter; up to the end of the text if that is missing. */
  readonly body: Span;
}

/**
 * The here-documents of a text, in order. `opening` is global, has the delimiter in its group `word` and matches up to
 * the end of the line. What looks like a mark inside of a body is none.
 */
export function hereDocuments(text: string, opening: RegExp): readonly HereDocument[] {
  const found: HereDocument[] = [];
  let until = 0;
  for (const mark of text.matchAll(opening)) {
    if (mark.index < until) continue;
    const start = mark.index + mark[0].length;
    const delimiter = hereDocumentEnd(mark);
    delimiter.lastIndex = start;
    const end = delimiter.exec(text)?.index ?? text.length;
    found.push({ lineStart: text.lastIndexOf('\n', mark.index) + 1, body: { start, end } });
    until = end;
  }
  return found;
}

/** Finds the line that ends a here-document from `lastIndex` on. */
export function hereDocumentEnd(mark: RegExpExecArray): RegExp {
  return new RegExp(`^[ \\t]*${mark.groups?.['word'] ?? ''}[ \\t]*\\r?$`, 'gm');
}
