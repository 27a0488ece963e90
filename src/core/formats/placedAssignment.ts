import type { SysctlKey } from '../parse/sysctlKey.ts';
import type { Span } from '../parse/sysctlLine.ts';
import type { TextEdit, TextRange } from '../model/textRange.ts';
import type { AssignmentScope, AssignmentTime } from '../model/inventoryEntry.ts';
import type { Assignment, AssignmentRemarks, AssignmentRoute, PlacedText } from './assignment.ts';
import type { FileText } from './fileText.ts';
import type { Region } from './region.ts';
import { shiftedEdits, shiftedRange, shiftedRemarks } from './shift.ts';

/** The parts of one assignment that a format's reader has found. Spans are positions in the file. */
export interface PlacedParts {
  readonly key: SysctlKey;
  readonly writtenKey: Region;
  /** The value with the positions of its characters. */
  readonly value: Region;
  /** The span to replace when the value changes, including quotes; if absent, the characters of the value. */
  readonly valueSpan?: Span;
  readonly scope: AssignmentScope;
  readonly when: AssignmentTime;
  readonly unit: number;
  readonly route?: AssignmentRoute | undefined;
  readonly remarks?: AssignmentRemarks | undefined;
  readonly isTemplate: boolean;
  readonly isValueKnown: boolean;
  readonly commentLine?: number;
  /** Encodes a value for `valueSpan`; returns undefined if it cannot be written. If absent, the region encodes it. */
  readonly writeValue?: (value: string) => string | undefined;
  /** Encodes a key in place of the written one. If absent, the region encodes it. */
  readonly writeKey?: (key: string) => string | undefined;
  /** The span to remove together with the assignment; absent if it cannot be removed on its own. */
  readonly removal?: Span;
  /** Another assignment after this one. */
  readonly addition?: (
    key: string,
    value: string,
  ) => { readonly at: number; readonly text: string } | undefined;
}

/** Where an assignment is in the whole text, compared with the one that was read. */
interface AssignmentPlace {
  /** How many lines further down. */
  readonly lines: number;
  readonly unit: number;
  /** As other files decide it. */
  readonly scope: AssignmentScope;
  /** How many lists began before. */
  readonly lists: number;
}

/** An assignment in any format other than sysctl.conf, described by the positions of its parts. */
export class PlacedAssignment implements Assignment {
  readonly #parts: PlacedParts;
  /** How many lines further down its text stands than the one that was read. */
  readonly #lines: number;
  readonly #unit: number;
  readonly #scope: AssignmentScope;
  readonly #lists: number;

  constructor(
    parts: PlacedParts,
    { lines = 0, unit = parts.unit, scope = parts.scope, lists = 0 }: Partial<AssignmentPlace> = {},
  ) {
    this.#parts = parts;
    this.#lines = lines;
    this.#unit = unit;
    this.#scope = scope;
    this.#lists = lists;
  }

  /** The same elsewhere. */
  at(place: AssignmentPlace): PlacedAssignment {
    const { lines, unit, scope, lists } = place;
    return lines === 0 && unit === this.#unit && scope === this.#scope && lists === 0
      ? this
      : new PlacedAssignment(this.#parts, place);
  }

  /** Its position in the text that was read. */
  get start(): number {
    return this.#parts.writtenKey.offset(0);
  }

  get key(): SysctlKey {
    return this.#parts.key;
  }

  get writtenKey(): PlacedText {
    return this.#placed(this.#parts.writtenKey);
  }

  get value(): PlacedText {
    return this.#placed(this.#parts.value);
  }

  get scope(): AssignmentScope {
    return this.#scope;
  }

  get when(): AssignmentTime {
    return this.#parts.when;
  }

  get unit(): number {
    return this.#unit;
  }

  get route(): AssignmentRoute | undefined {
    return this.#parts.route;
  }

  get remarks(): AssignmentRemarks | undefined {
    const { remarks } = this.#parts;
    return remarks === undefined || (this.#lines === 0 && this.#lists === 0)
      ? remarks
      : shiftedRemarks(remarks, this.#lines, this.#lists);
  }

  get isTemplate(): boolean {
    return this.#parts.isTemplate;
  }

  get isValueKnown(): boolean {
    return this.#parts.isValueKnown;
  }

  get commentLine(): number | undefined {
    const { commentLine } = this.#parts;
    return commentLine === undefined ? undefined : commentLine + this.#lines;
  }

  partRange(part: Span): TextRange {
    const { value } = this.#parts;
    return this.#range(value.span(value.isPlain(part) ? part : { start: 0, end: value.text.length }));
  }

  setPart(part: Span, text: string): readonly TextEdit[] | undefined {
    const { value } = this.#parts;
    const { start, end } = part;
    const encoded = value.encode(text);
    if (encoded !== undefined && value.isPlain(part) && end > start)
      return this.#replaced(value.span(part), encoded);
    return this.setValue(value.text.slice(0, start) + text + value.text.slice(end));
  }

  setValue(text: string): readonly TextEdit[] | undefined {
    const { value, valueSpan, writeValue } = this.#parts;
    const written = writeValue === undefined ? value.encode(text) : writeValue(text);
    if (written === undefined) return undefined;
    return this.#replaced(valueSpan ?? value.span({ start: 0, end: value.text.length }), written);
  }

  rename(key: string): readonly TextEdit[] | undefined {
    const { writtenKey, writeKey } = this.#parts;
    const written = writeKey === undefined ? writtenKey.encode(key) : writeKey(key);
    if (written === undefined) return undefined;
    return this.#replaced(writtenKey.span({ start: 0, end: writtenKey.text.length }), written);
  }

  remove(): readonly TextEdit[] | undefined {
    const { removal } = this.#parts;
    return removal && this.#replaced(removal, '');
  }

  addAfter(key: string, value: string): readonly TextEdit[] | undefined {
    const addition = this.#parts.addition?.(key, value);
    return addition && this.#replaced({ start: addition.at, end: addition.at }, addition.text);
  }

  get #file(): FileText {
    return this.#parts.value.file;
  }

  #placed(region: Region): PlacedText {
    return { text: region.text, range: this.#range(region.span({ start: 0, end: region.text.length })) };
  }

  #range(span: Span): TextRange {
    const range = this.#file.range(span);
    return this.#lines === 0 ? range : shiftedRange(range, this.#lines);
  }

  #replaced(span: Span, text: string): readonly TextEdit[] {
    return shiftedEdits([this.#file.replace(span, text)], this.#lines);
  }
}
