import type { SysctlDocument } from '../../parse/sysctlLine.ts';
import type { FoldingRange } from '../fileFormat.ts';

/** Comments of several lines, and paragraphs of parameters below their comment. */
export function foldingRanges(document: SysctlDocument): readonly FoldingRange[] {
  const ranges: FoldingRange[] = [];
  let comment: number | undefined;
  let paragraph: number | undefined;
  let hasMembers = false;
  const close = (kind: FoldingRange['kind'], start: number | undefined, end: number): void => {
    if (start !== undefined && end > start) ranges.push({ kind, startLine: start, endLine: end });
  };
  for (const line of [...document.lines, undefined]) {
    const index = line?.index ?? document.lines.length;
    const kind = line?.kind ?? 'blank';
    if (kind !== 'comment') {
      close('comment', comment, index - 1);
      comment = undefined;
    }
    if (kind === 'blank') {
      if (hasMembers) close('region', paragraph, index - 1);
      paragraph = undefined;
      hasMembers = false;
      continue;
    }
    paragraph ??= index;
    if (kind === 'comment') comment ??= index;
    else hasMembers = true;
  }
  return ranges;
}
