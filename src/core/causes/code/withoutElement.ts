import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { TextEdit } from '../../model/textRange.ts';
import type { CauseFile } from '../causeFile.ts';

/**
 * Takes an element out of a list, with the comma that parts it from its neighbours. Absent where a comment stands between the two:
 * what it is about is for people to judge.
 */
export function withoutElement(file: CauseFile, element: SyntaxNode): readonly TextEdit[] | undefined {
  const all = element.parent?.children ?? [];
  const at = all.findIndex(({ id }) => id === element.id);
  const [before, after] = [all[at - 1], all[at + 1]];
  if (at < 0 || isComment(after) || (after?.type !== ',' && isComment(before))) return undefined;
  if (after?.type === ',') {
    const gap = /^[ \t]*/.exec(file.text.slice(after.endIndex))?.[0].length ?? 0;
    return [file.remove(element.startIndex, after.endIndex + gap)];
  }
  const start = before?.type === ',' ? before.startIndex : element.startIndex;
  return start === element.startIndex
    ? [file.remove(start, element.endIndex)]
    : [file.edit(start, element.endIndex, '')];
}

function isComment(node: SyntaxNode | undefined): boolean {
  return node !== undefined && /comment$/.test(node.type);
}
