import { isMap, isPair, isScalar, isSeq, visit, type Document } from 'yaml';
import { holdsLongExpression } from '../masks.ts';
import { isRelevant } from '../mentions.ts';
import type { Cutter, ReadPiece } from '../pieces/cutText.ts';
import { significantLines } from './yamlLines.ts';
import { documentSpans, maskedText, parseYaml } from './yamlStream.ts';

/** Of pieces of YAML: lines may count that would not do so without those around their piece. */
export const piecesOfYaml = { readsAll: true, isAlone: standsAlone } as const satisfies Partial<Cutter>;

/**
 * Whether what was read of a piece of a text stands whatever is around it. What reaches further is an alias, an expression of a
 * template, what counts only because something else does, and what makes an error, such as an open quote, and swallows what
 * follows.
 */
function standsAlone(piece: ReadPiece): boolean {
  const { reading } = piece;
  if (reading.dependsOnMore || reading.unread.length > 0) return false;
  // What is inside looks to whoever cuts a text like keys and items of the document.
  if (holdsLongExpression(piece.text)) return false;
  if (reading.isBroken && !endsCleanly(piece)) return false;
  const { file, assignments, servicePorts } = reading;
  const places = [
    ...assignments.map(({ start }) => start),
    ...servicePorts.map(({ range }) => file.offset(range.start)),
  ];
  // A document of the whole is not read if it mentions nothing. What is above the piece is a part of its first one.
  return (
    places.length === 0 ||
    documentSpans(file.text).every(
      ({ start, end }) =>
        !places.some((place) => place >= start && place < end) || isRelevant(file.text.slice(start, end)),
    )
  );
}

const next = 'next-piece-of-this-text';

/** Whether a broken piece is followed by another one at its level as if it were not broken. */
function endsCleanly({ text, context, after }: ReadPiece): boolean {
  if ((after !== undefined && after !== context) || documentSpans(text).length > 1) return false;
  const [first] = significantLines(text, 0);
  // What begins with anything else may be the rest of something, or the beginning of something else.
  if (first === undefined || !(first.isItem || first.key !== '')) return false;
  const end = text.endsWith('\n') ? '' : '\n';
  const sibling = `${end}${' '.repeat(first.indent)}${first.isItem ? '- ' : ''}${next}: 1\n`;
  const whole = parseYaml(maskedText(context + text));
  const followed = parseYaml(maskedText(context + text + sibling));
  const expected = pathOfNext(parseYaml(context + sibling.slice(end.length)));
  return (
    followed.errors.length === whole.errors.length &&
    expected !== undefined &&
    pathOfNext(followed) === expected
  );
}

/** The kinds of nodes that the mark is in. */
function pathOfNext(document: Document): string | undefined {
  let path: string | undefined;
  visit(document, {
    Scalar: (_, node, parents) => {
      if (isScalar(node) && node.value === next) path = parents.map(kindOf).join(' ');
    },
  });
  return path;
}

function kindOf(node: unknown): string {
  return isMap(node) ? 'map' : isSeq(node) ? 'list' : isPair(node) ? 'pair' : 'document';
}
