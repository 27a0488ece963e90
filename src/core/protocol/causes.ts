import type { Severity } from '../model/finding.ts';
import type { Site } from '../model/site.ts';
import type { TextEdit, TextPosition, TextRange } from '../model/textRange.ts';
import { notification, request } from './messageTypes.ts';
import { flag, list, record, text, wholeNumber, type Schema } from './schema.ts';

/** Why lines are missing: the workspace could not be searched at all, or some of its files could not. */
export interface SearchFailure {
  readonly kind: 'workspace' | 'files';
  /** One sentence of the program that failed. */
  readonly message: string;
}

/** A line of configuration or source code that uses up connections, as an editor shows it. Text of files in it is hostile. */
export interface CauseSite extends Site {
  readonly severity: Severity;
  /** An imperative sentence. */
  readonly advice: string;
  /** The guide's section about the cause. */
  readonly section: string;
  /** From the sockets to the line: what is claimed, and what it rests on. */
  readonly chain: readonly { readonly says: string; readonly restsOn: string }[];
  /** The live figures in short, if there are any: `28,232 of 28,232 ports · 470 closes/s`. */
  readonly lens?: string;
  /** Where its destination is defined, if that is elsewhere. `file` is absolute. */
  readonly definitions?: readonly CauseDefinition[];
  /** There are more places than `definitions` has. */
  readonly hasMoreDefinitions?: true;
  /** All edits belong together. One that is not safe is to be looked at before it is made. */
  readonly fix?: CauseFix;
}

export interface CauseDefinition {
  readonly file: string;
  readonly range: TextRange;
  /** What is defined, for example `STOCK_URL` or `upstream app`. */
  readonly label: string;
}

export interface CauseFix {
  readonly title: string;
  readonly isSafe: boolean;
  readonly edits: readonly TextEdit[];
}

const position: Schema<TextPosition> = record({ line: wholeNumber(), column: wholeNumber() });
export const causeFix: Schema<CauseFix> = record({
  title: text,
  isSafe: flag,
  edits: list(record<TextEdit>({ range: record({ start: position, end: position }), newText: text })),
});

export interface FileCausesParams {
  /** Absolute. */
  readonly path: string;
  /** As the editor has it, saved or not. */
  readonly text: string;
}
/**
 * Judges one file again, with the sockets of the newest inspection. Of an open document, so it is answered without trust;
 * then nothing but the document is looked at.
 */
export const fileCausesRequest = request<FileCausesParams, readonly CauseSite[]>(
  'fileCauses',
  { path: text, text },
  { needsTrust: false },
);

export interface ScanParams {
  /** Its `inspectProgress` messages say how far the scan is. */
  readonly host: string;
}
/**
 * Waits until the workspace has been scanned, after a report that could not wait. Cancelling it ends the scan; the next
 * inspection begins another.
 */
export const scanRequest = request<ScanParams, Record<string, never>>('scan', { host: text });

export interface FilesChangedParams {
  /** Absolute; of files and folders that were made, changed or deleted. */
  readonly paths: readonly string[];
}
/** Files of the workspace are not what they were: the next inspection looks at them, and only at them. */
export const filesChangedNotification = notification<FilesChangedParams>('filesChanged', {
  paths: list(text),
});
