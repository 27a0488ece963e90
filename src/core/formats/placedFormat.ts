import type { FileFormat } from './fileFormat.ts';
import { FileText } from './fileText.ts';
import type { FormatRule } from './formatRule.ts';
import { leastLines, type Cutter, type PieceText } from './pieces/cutText.ts';
import { Piece } from './pieces/piece.ts';
import { PlacedDocument, type CommentStyle, type PlacedContext, type PlacedKind } from './placedDocument.ts';
import { Reading } from './reading.ts';
import { Region } from './region.ts';

/** Reads what it finds in a text of its format, which may be a whole file or a part of one, such as a fence. */
export type Reader = (reading: Reading, region: Region, path: string | undefined) => void;

/** Makes a format of how it is recognised and read; the rest is the same for all but sysctl.conf. */
export function placedFormat(made: {
  readonly id: string;
  readonly recognises: FileFormat['recognises'];
  readonly read: Reader;
  readonly comments: CommentStyle | undefined;
  readonly rules?: readonly FormatRule<PlacedContext>[];
  /** How a text that is edited is cut; absent for a format that is read as a whole. */
  readonly cutter?: Cutter;
}): FileFormat {
  const { id, recognises, read, comments, rules = [], cutter } = made;
  const readingOf = (
    text: string,
    path: string | undefined,
    isPiece: boolean,
    isContinued = false,
  ): Reading => {
    const reading = new Reading(new FileText(text), isPiece, isContinued);
    read(reading, Region.of(reading.file), path);
    return reading;
  };
  const kindOf = (path: string | undefined): PlacedKind => ({
    format,
    comments,
    rules,
    readWhole: (text) => new Piece({ text, context: '' }, readingOf(text, path, false), true),
  });
  const readPiece = (piece: PieceText, path: string | undefined, cutter: Cutter): Piece => {
    const { context, text } = piece;
    const reading = readingOf(context + text, path, cutter.readsAll === true, context !== '');
    return new Piece(piece, reading, cutter.isAlone?.({ ...piece, reading }) ?? true);
  };
  const format: FileFormat = {
    id,
    recognises,
    rules,
    read: (text, path) => PlacedDocument.whole(kindOf(path), text),
    ...(cutter && {
      open: (text, path, least = leastLines) =>
        PlacedDocument.open(
          {
            ...kindOf(path),
            cutter,
            readPiece: (piece) => readPiece(piece, path, cutter),
            leastLines: least,
          },
          text,
        ),
    }),
  };
  return format;
}
