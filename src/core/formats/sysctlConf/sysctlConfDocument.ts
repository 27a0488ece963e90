import { baseName } from '../../model/pathText.ts';
import type { TextEdit, TextPosition, TextRange } from '../../model/textRange.ts';
import { parseSysctlConf, reparseSysctlConf, type KeptLines } from '../../parse/sysctlConf.ts';
import { normalizeSysctlKey } from '../../parse/sysctlKey.ts';
import type { AssignmentLine, SysctlDocument, SysctlLine } from '../../parse/sysctlLine.ts';
import { fileSetOf, type Configuration, type FileSet } from '../../rules/fileSet.ts';
import { commentOut, insertLine, rangeOf } from '../../rules/textEdit.ts';
import type {
  CompletionPlace,
  FileFormat,
  FoldingRange,
  FormatDocument,
  FormatOptions,
  OutlineItem,
  PlacedKey,
  Surroundings,
} from '../fileFormat.ts';
import { judgeAssignments } from '../judgedAssignment.ts';
import { linesInsideExpressions } from '../masks.ts';
import { looksLikeParameter } from '../mentions.ts';
import { completionAt } from './completionAt.ts';
import { foldingRanges } from './foldingRanges.ts';
import { formatLines } from './formatLines.ts';
import { KeyList } from './keyList.ts';
import { allLines, type LinesToJudge } from './linesToJudge.ts';
import { outline } from './outline.ts';
import { SysctlConfAssignment } from './sysctlConfAssignment.ts';
import { SysctlConfMemory } from './sysctlConfMemory.ts';
import type { SysctlConfRule } from './sysctlConfRule.ts';

/** Handed in, because the format and its rules know the document. */
interface Kind {
  readonly format: FileFormat;
  readonly rules: readonly SysctlConfRule[];
}

export class SysctlConfDocument implements FormatDocument {
  readonly format: FileFormat;
  readonly text: string;
  readonly parsed: SysctlDocument;
  readonly servicePorts = [];
  readonly unread = [];
  /** It has parameters of a host and nothing else. */
  readonly needsRepository = false;
  readonly #rules: readonly SysctlConfRule[];
  readonly #judged: LinesToJudge;
  readonly #keys: KeyList;
  /** Lines of a program in another language, inside of an expression of a template engine. */
  readonly foreign: ReadonlySet<number>;
  #assignments: readonly SysctlConfAssignment[] | undefined;

  private constructor(
    { format, rules }: Kind,
    text: string,
    parsed: SysctlDocument,
    keys = new KeyList(parsed.lines),
    judged = allLines(parsed),
  ) {
    this.format = format;
    this.text = text;
    this.parsed = parsed;
    this.#rules = rules;
    this.#keys = keys;
    this.#judged = judged;
    this.foreign = foreignLines(text, parsed);
  }

  static read(format: FileFormat, rules: readonly SysctlConfRule[], text: string): SysctlConfDocument {
    return new SysctlConfDocument({ format, rules }, text, parseSysctlConf(text));
  }

  retyped(text: string, kept: KeptLines): SysctlConfDocument {
    const parsed = reparseSysctlConf(this.parsed, text, kept);
    return new SysctlConfDocument(this.#kind, text, parsed, this.#keys.after(this.lines, parsed.lines));
  }

  /** The same document, of which only some lines are judged. */
  judgedIn(judged: LinesToJudge): SysctlConfDocument {
    return new SysctlConfDocument(this.#kind, this.text, this.parsed, this.#keys, judged);
  }

  memory(): SysctlConfMemory {
    return new SysctlConfMemory();
  }

  get lines(): readonly SysctlLine[] {
    return this.parsed.lines;
  }

  get lineCount(): number {
    return this.parsed.lines.length;
  }

  get keys(): readonly string[] {
    return this.#keys.keys;
  }

  /** Made when they are first asked for: most edits concern few of thousands. */
  get assignments(): readonly SysctlConfAssignment[] {
    this.#assignments ??= this.#judged.lines
      .filter(
        (line): line is AssignmentLine =>
          line.kind === 'assignment' && !this.foreign.has(line.index) && !/^<%/.test(line.key.text),
      )
      .map((line) => new SysctlConfAssignment(this.parsed, line));
    return this.#assignments;
  }

  problems(surroundings: Surroundings): ReturnType<FormatDocument['problems']> {
    const context = {
      document: this.parsed,
      ...this.#judged,
      assignments: judgeAssignments(this.assignments),
      insertComment: (before: number, comment: string) => this.insertComment(before, comment),
      ...surroundings,
    };
    return this.#rules.flatMap((rule) =>
      rule
        .check(context)
        .filter(({ range }) => !this.foreign.has(range.start.line))
        .map((problem) => ({ ...problem, rule })),
    );
  }

  commentOn(index: number): string | undefined {
    const line = this.lines[index];
    return line?.kind === 'comment' ? line.comment.text : undefined;
  }

  insertComment(before: number, comment: string): TextEdit {
    return insertLine(this.parsed, before, comment);
  }

  commentOut(index: number): TextEdit | undefined {
    return this.lines[index]?.kind === 'assignment' ? commentOut(this.parsed, index) : undefined;
  }

  keyAt({ line: index, column }: TextPosition): PlacedKey | undefined {
    const line = this.lines[index];
    if (line?.kind !== 'assignment' && line?.kind !== 'exclusion') return undefined;
    const end = line.kind === 'assignment' ? Math.max(line.value.end, line.separator.end) : line.key.end;
    if (column < line.key.start || column > end) return undefined;
    return { key: normalizeSysctlKey(line.key.text), range: rangeOf(index, line.key), scope: 'host' };
  }

  completionAt(position: TextPosition): CompletionPlace | undefined {
    return completionAt(this.parsed, position);
  }

  outline(): readonly OutlineItem[] {
    return outline(this.parsed);
  }

  foldingRanges(): readonly FoldingRange[] {
    return foldingRanges(this.parsed);
  }

  tidy(options: FormatOptions, range?: TextRange): readonly TextEdit[] {
    return formatLines(this.parsed, options, range);
  }

  fileSet({ files, isHost }: Configuration, path: string): FileSet {
    const document = { ...this.parsed, lines: this.#judged.lines };
    return fileSetOf(files, isHost, { path, document, text: this.text });
  }

  get #kind(): Kind {
    return { format: this.format, rules: this.#rules };
  }

  dropInName(path: string | undefined): string {
    const name = path === undefined ? '' : baseName(path);
    return /^\d\d-[\w.-]+\.conf$/.test(name) ? name : '90-local.conf';
  }
}

/** What an expression holds is a program in another language, unless it only has lines commented out. */
function foreignLines(text: string, { lines }: SysctlDocument): ReadonlySet<number> {
  const inside = [...linesInsideExpressions(text)];
  return new Set(
    inside.filter((index) => {
      const line = lines[index];
      return !(line?.kind === 'assignment' && looksLikeParameter(line.key.text));
    }),
  );
}
