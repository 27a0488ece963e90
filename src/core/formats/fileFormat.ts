import type { SysctlKey } from '../parse/sysctlKey.ts';
import type { Configuration, FileSet, ToolVersions } from '../rules/fileSet.ts';
import type { TextPosition, TextRange } from '../model/textRange.ts';
import type { TextEdit } from '../rules/textEdit.ts';
import type { Assignment, AssignmentScope } from './assignment.ts';
import type { DocumentProblem, RuleHead } from './formatRule.ts';

/** A way to write down kernel parameters: which files have it, and how they are read. */
export interface FileFormat {
  /** Stable: it stands in the JSON of the command line. */
  readonly id: string;
  /**
   * By content and path, never by a language id of an editor. `path` has forward slashes; absent for a text without a
   * place. Cheap where the answer is no: it is asked about every file of a repository.
   */
  readonly recognises: (text: string, path: string | undefined) => boolean;
  /** Never throws: what cannot be read costs only itself. */
  readonly read: (text: string, path?: string) => FormatDocument;
  /** The rules about its grammar, which `problems` of a document asks. */
  readonly rules: readonly RuleHead[];
}

/** A line of a file; all of them with their endings give the text back. */
export interface TextLine {
  readonly text: string;
  readonly ending: '' | '\n' | '\r\n';
}

/** What a cursor stands in, where something can be completed. */
export type CompletionPlace =
  | {
      readonly kind: 'key';
      readonly range: TextRange;
      readonly usesSlashes: boolean;
      /** What follows a key that has no value yet. */
      readonly suffix: string;
    }
  | {
      readonly kind: 'value';
      readonly key: string;
      readonly range: TextRange;
      /** What goes before a value that is inserted. */
      readonly prefix: string;
      readonly scope: AssignmentScope;
    }
  /** In a comment, with its text before the cursor. */
  | { readonly kind: 'comment'; readonly before: string };

/** A key of the file, and the places at which it is what is asked about. */
export interface PlacedKey {
  readonly key: SysctlKey;
  readonly range: TextRange;
  /** Whose parameter it is. */
  readonly scope: AssignmentScope;
}

export interface OutlineItem {
  readonly kind: 'section' | 'parameter' | 'exclusion';
  readonly name: string;
  readonly detail: string;
  /** With everything that belongs to it. */
  readonly range: TextRange;
  /** Of the name. */
  readonly nameRange: TextRange;
  readonly children: readonly OutlineItem[];
}

export interface FoldingRange {
  readonly kind: 'comment' | 'region';
  readonly startLine: number;
  readonly endLine: number;
}

export interface FormatOptions {
  /** The `=` of a paragraph below each other. */
  readonly alignEquals: boolean;
}

/** What a document is judged beside. */
export interface Surroundings {
  /** Absolute, relative to the root that contains the drop-in directories; absent for text that has no path. */
  readonly path?: string;
  /** The configuration files under the same root, including the document. */
  readonly files?: FileSet;
  readonly tools?: ToolVersions;
}

/** A file that was read: what it sets, and what its format allows. */
export interface FormatDocument {
  readonly format: FileFormat;
  readonly text: string;
  readonly lines: readonly TextLine[];
  /** In the order of the file. */
  readonly assignments: readonly Assignment[];
  /** What is wrong with how the file is written, whatever its parameters mean. */
  problems(surroundings: Surroundings): readonly (DocumentProblem & { readonly rule: RuleHead })[];
  /** The comment that a line consists of, with its marks; undefined for any other line. */
  commentOn(line: number): string | undefined;
  /** Undefined where the format has no comments, or none can stand there. */
  insertComment(beforeLine: number, text: string): TextEdit | undefined;
  /** Makes a comment of a line that sets a parameter; undefined where that would cut something in two. */
  commentOut(line: number): TextEdit | undefined;
  keyAt(position: TextPosition): PlacedKey | undefined;
  completionAt(position: TextPosition): CompletionPlace | undefined;
  /** The rest is there for a format whose files are all about parameters; others have editors of their own. */
  outline?(): readonly OutlineItem[];
  foldingRanges?(): readonly FoldingRange[];
  tidy?(options: FormatOptions, range?: TextRange): readonly TextEdit[];
  /** The document among the files that are read beside it. */
  fileSet?(configuration: Configuration, path: string): FileSet;
  /** A name for its text among drop-in files. */
  dropInName?(path: string | undefined): string;
}
