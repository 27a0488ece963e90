import type { FileFormat } from './fileFormat.ts';
import { FileText } from './fileText.ts';
import type { FormatRule } from './formatRule.ts';
import { PlacedDocument, type CommentStyle, type PlacedContext } from './placedDocument.ts';
import { Reading } from './reading.ts';
import { Region } from './region.ts';

/** Reads what it finds in a text of its format, which may be a whole file or a part of one, such as a fence. */
export type Reader = (reading: Reading, region: Region, path: string | undefined) => void;

/** JSON has no comments. */
const isJson = /^\s*[{[]\s*["{]/;

/** Makes a format of how it is recognised and read; the rest is the same for all but sysctl.conf. */
export function placedFormat(made: {
  readonly id: string;
  readonly recognises: FileFormat['recognises'];
  readonly read: Reader;
  readonly comments: CommentStyle | undefined;
  readonly rules?: readonly FormatRule<PlacedContext>[];
}): FileFormat {
  const { id, recognises, read, comments, rules = [] } = made;
  const format: FileFormat = {
    id,
    recognises,
    rules,
    read: (text, path) => {
      const reading = new Reading(new FileText(text));
      read(reading, Region.of(reading.file), path);
      return new PlacedDocument(format, reading, isJson.test(text) ? undefined : comments, rules);
    },
  };
  return format;
}
