import type { TextEdit, TextPosition } from '../model/textRange.ts';
import type { Assignment, PlacedText } from './assignment.ts';
import type { CompletionPlace, FileFormat, FormatDocument, LineMemory, PlacedKey } from './fileFormat.ts';
import type { DocumentProblem, FormatRule, RuleHead } from './formatRule.ts';
import { FileText } from './fileText.ts';
import { judgeAssignments } from './judgedAssignment.ts';
import { isListenedOn, scopeAmong } from './compose/sharedByService.ts';
import type { ComposeService } from './compose/serviceName.ts';
import { cutText, type Cutting } from './pieces/cutText.ts';
import type { Piece } from './pieces/piece.ts';
import { PieceKeys } from './pieces/pieceKeys.ts';
import { PieceMemory } from './pieces/pieceMemory.ts';
import { withoutJsonComments } from './text/jsonComments.ts';
import { shiftedProblem, shiftedRange, shiftedText } from './shift.ts';

/** The input of a rule about one of these formats. */
export interface PlacedContext {
  readonly assignments: ReturnType<typeof judgeAssignments>;
  /** Keys that a tool takes out of its file. */
  readonly removals: readonly PlacedText[];
  readonly insertComment: FormatDocument['insertComment'];
}

/** How a format writes comments on separate lines; absent for a format without comments. */
export interface CommentStyle {
  readonly isComment: (line: string) => boolean;
  /** Encodes a text that begins with `# `, which most formats accept unchanged. */
  readonly write: (text: string) => string;
}

export const hashComments: CommentStyle = {
  isComment: (line) => line.trimStart().startsWith('#'),
  write: (text) => text,
};

/** What the documents of a format have in common. */
export interface PlacedKind extends Pick<Cutting, 'readWhole'> {
  readonly format: FileFormat;
  readonly comments: CommentStyle | undefined;
  readonly rules: readonly FormatRule<PlacedContext>[];
}

/** The same of those that are read in pieces. */
type CutKind = PlacedKind & Cutting;

/** JSON has no comments. */
const isJson = /^\s*[{[]\s*["{]/;

/** What of a document is judged. */
interface Chosen {
  readonly assignments: readonly Assignment[];
  readonly servicePorts: FormatDocument['servicePorts'];
  /** Whose embedded files and removals, by place. */
  readonly places: readonly number[];
}

/** A file in any format other than sysctl.conf: one piece, or several that are kept while others are edited. */
export class PlacedDocument implements FormatDocument {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly #kind: PlacedKind;
  /** The pieces that the next text is compared with; they make up the document if each of them stands alone. */
  readonly #cut: { readonly kind: CutKind; readonly pieces: readonly Piece[] } | undefined;
  readonly #keys: PieceKeys;
  /** Those of other files. */
  readonly #services: readonly ComposeService[];
  readonly #among = new WeakMap<readonly ComposeService[], PlacedDocument>();
  #chosen: Chosen | undefined;
  #file: FileText | undefined;
  #firstLines: readonly number[] | undefined;
  #firstLists: readonly number[] | undefined;

  private constructor(
    kind: PlacedKind,
    text: string,
    pieces: readonly Piece[],
    keys: PieceKeys,
    cut?: { readonly kind: CutKind; readonly pieces: readonly Piece[] },
    chosen?: Chosen,
    services: readonly ComposeService[] = [],
  ) {
    this.#kind = kind;
    this.text = text;
    this.pieces = pieces;
    this.#keys = keys;
    this.#cut = cut;
    this.#chosen = chosen;
    this.#services = services;
  }

  static whole(kind: PlacedKind, text: string): PlacedDocument {
    return new PlacedDocument(kind, text, [kind.readWhole(text)], new PieceKeys());
  }

  /** In pieces, as far as they stand alone. */
  static open(kind: CutKind, text: string): PlacedDocument {
    return PlacedDocument.#of(kind, text, cutText(text, kind), new PieceKeys());
  }

  static #of(kind: CutKind, text: string, cut: readonly Piece[], keys: PieceKeys): PlacedDocument {
    const pieces = cut.every(({ isAlone }) => isAlone) ? cut : [kind.readWhole(text)];
    return new PlacedDocument(kind, text, pieces, keys, { kind, pieces: cut });
  }

  get retyped(): ((text: string) => PlacedDocument) | undefined {
    if (this.#cut === undefined) return undefined;
    const { kind, pieces } = this.#cut;
    return (text) => PlacedDocument.#of(kind, text, cutText(text, kind, pieces), this.#keys);
  }

  among(services: readonly ComposeService[]): PlacedDocument {
    if (services === this.#services || !this.pieces.some((piece) => piece.dependsOnServices)) return this;
    const known = this.#among.get(services);
    if (known !== undefined) return known;
    const made = new PlacedDocument(
      this.#kind,
      this.text,
      this.pieces,
      this.#keys,
      this.#cut,
      undefined,
      services,
    );
    this.#among.set(services, made);
    return made;
  }

  memory(): LineMemory {
    return new PieceMemory();
  }

  get format(): FileFormat {
    return this.#kind.format;
  }

  get firstLines(): readonly number[] {
    if (this.#firstLines === undefined) {
      let line = 0;
      this.#firstLines = this.pieces.map(({ lineBreaks }) => {
        const first = line;
        line += lineBreaks;
        return first;
      });
    }
    return this.#firstLines;
  }

  /** How many lists began before each of the pieces. */
  get #listsBefore(): readonly number[] {
    if (this.#firstLists === undefined) {
      let lists = 0;
      this.#firstLists = this.pieces.map(({ reading }) => {
        const before = lists;
        lists += reading.lists;
        return before;
      });
    }
    return this.#firstLists;
  }

  get lineCount(): number {
    return 1 + this.pieces.reduce((count, { lineBreaks }) => count + lineBreaks, 0);
  }

  /** Whether no piece bears on what is said of another, except for the parameters that they share. */
  get isDivisible(): boolean {
    if (this.pieces.length < 2) return false;
    const hasPortSetting = this.pieces.some((piece) => piece.hasPortSetting);
    return !hasPortSetting || this.pieces.every(({ reading }) => reading.servicePorts.length === 0);
  }

  /** What belongs to one piece, and some of what it shares on which nothing else bears. */
  alone(place: number, some: ReadonlySet<Piece['shared'][number]>): PlacedDocument {
    const { own = [], assignments = [] } = this.pieces[place] ?? {};
    return this.#judging({
      assignments: this.#placed(
        place,
        some.size === 0 ? own : assignments.filter((one) => one.unit > 0 || some.has(one)),
      ),
      servicePorts: this.#portsOf(place),
      places: [place],
    });
  }

  together(chosen: ReadonlyMap<number, readonly Piece['shared'][number][]>): PlacedDocument {
    const assignments = [...chosen].flatMap(([place, some]) => this.#placed(place, some));
    return this.#judging({ assignments, servicePorts: [], places: [] });
  }

  get assignments(): readonly Assignment[] {
    return this.#all.assignments;
  }

  get servicePorts(): FormatDocument['servicePorts'] {
    return this.#all.servicePorts;
  }

  get keys(): readonly string[] {
    return this.#keys.of(this.pieces);
  }

  get needsRepository(): boolean {
    return this.pieces.some(({ needsRepository }) => needsRepository);
  }

  get unread(): FormatDocument['unread'] {
    return this.pieces.flatMap(({ reading: { unread } }, place) =>
      unread.length === 0 ? [] : unread.map((one) => ({ ...one, line: one.line + this.#shift(place) })),
    );
  }

  get lines(): FormatDocument['lines'] {
    return this.#text.lines;
  }

  problems(): ReturnType<FormatDocument['problems']> {
    const { assignments, places } = this.#all;
    const context: PlacedContext = {
      assignments: judgeAssignments(assignments),
      removals: places.flatMap((place) =>
        (this.pieces[place]?.reading.removals ?? []).map((one) => shiftedText(one, this.#shift(place))),
      ),
      insertComment: (line, text) => this.insertComment(line, text),
    };
    return [
      ...places.flatMap((place) => this.#embeddedProblems(place)),
      ...this.#kind.rules.flatMap((rule) => rule.check(context).map((problem) => ({ ...problem, rule }))),
    ];
  }

  #embeddedProblems(place: number): readonly (DocumentProblem & { readonly rule: RuleHead })[] {
    const embedded = this.pieces[place]?.reading.embedded ?? [];
    return embedded.flatMap((conf) =>
      conf.problems().map((problem) => shiftedProblem(problem, this.#shift(place))),
    );
  }

  #judging(chosen: Chosen): PlacedDocument {
    return new PlacedDocument(
      this.#kind,
      this.text,
      this.pieces,
      this.#keys,
      this.#cut,
      chosen,
      this.#services,
    );
  }

  /** Made when something of it is first asked for: an edit concerns few of thousands. */
  get #all(): Chosen {
    if (this.#chosen === undefined) {
      let units = 0;
      const assignments = this.pieces.flatMap((piece, place) => {
        const placed = this.#placed(place, piece.assignments, units);
        units += piece.reading.units;
        return placed;
      });
      const places = [...this.pieces.keys()];
      const servicePorts = places.flatMap((place) => this.#portsOf(place));
      this.#chosen = { assignments, servicePorts, places };
    }
    return this.#chosen;
  }

  /** `units`: how many units of their own the pieces before have. */
  #placed(place: number, some: readonly Piece['assignments'][number][], units = 0): readonly Assignment[] {
    const lines = this.#shift(place);
    const lists = this.#listsBefore[place] ?? 0;
    return some.map((one) =>
      one.at({
        lines,
        unit: one.unit > 0 ? one.unit + units : one.unit,
        scope: scopeAmong(one, this.#services),
        lists,
      }),
    );
  }

  #portsOf(place: number): FormatDocument['servicePorts'] {
    const lines = this.#shift(place);
    return (this.pieces[place]?.reading.servicePorts ?? [])
      .filter((port) => isListenedOn(port, this.#services))
      .map(({ ports, kind, scope, range }) => ({ ports, kind, scope, range: shiftedRange(range, lines) }));
  }

  #shift(place: number): number {
    return this.pieces[place]?.shiftAt(this.firstLines[place] ?? 0) ?? 0;
  }

  get #text(): FileText {
    this.#file ??= new FileText(this.text);
    return this.#file;
  }

  get #comments(): CommentStyle | undefined {
    return isJson.test(withoutJsonComments(this.text)) ? undefined : this.#kind.comments;
  }

  commentOn(line: number): string | undefined {
    const text = this.#text.lineText(line);
    return this.#comments?.isComment(text) === true ? text.trim() : undefined;
  }

  insertComment(beforeLine: number, text: string): TextEdit | undefined {
    const comments = this.#comments;
    if (comments === undefined) return undefined;
    const start = { line: beforeLine, column: 0 };
    const indent = /^[ \t]*/.exec(this.#text.lineText(beforeLine))?.[0] ?? '';
    const newText = indent + comments.write(text) + this.#text.lineEnding;
    return { range: { start, end: start }, newText };
  }

  /** Only possible in a format in which each line is an assignment. */
  commentOut(): undefined {
    return undefined;
  }

  keyAt(position: TextPosition): PlacedKey | undefined {
    const found = this.assignments.find(
      ({ writtenKey, value }) => within(writtenKey.range, position) || within(value.range, position),
    );
    return found && { key: found.key, range: found.writtenKey.range, scope: found.scope };
  }

  completionAt(position: TextPosition): CompletionPlace | undefined {
    const line = this.#text.lineText(position.line);
    if (this.#comments?.isComment(line) === true)
      return { kind: 'comment', before: line.slice(0, position.column) };
    for (const assignment of this.assignments) {
      const { key, writtenKey, value, scope } = assignment;
      if (within(writtenKey.range, position))
        return {
          kind: 'key',
          range: writtenKey.range,
          usesSlashes: /^[^.]*\//.test(writtenKey.text),
          suffix: '',
          write: (name) => assignment.rename(name)?.[0],
        };
      if (within(value.range, position))
        return {
          kind: 'value',
          key: key.dotted,
          range: value.range,
          prefix: '',
          scope,
          write: (text) => assignment.setValue(text)?.[0],
        };
    }
    return undefined;
  }
}

function within({ start, end }: PlacedKey['range'], { line, column }: TextPosition): boolean {
  const isAfterStart = line > start.line || (line === start.line && column >= start.column);
  return isAfterStart && (line < end.line || (line === end.line && column <= end.column));
}
