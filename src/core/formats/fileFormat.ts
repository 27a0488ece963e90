import type { KeptLines } from '../parse/sysctlConf.ts';
import type { SysctlKey } from '../parse/sysctlKey.ts';
import type { Configuration, FileSet, ToolVersions } from '../rules/fileSet.ts';
import type { TextEdit, TextPosition, TextRange } from '../model/textRange.ts';
import type { AssignmentScope } from '../model/inventoryEntry.ts';
import type { Assignment } from './assignment.ts';
import type { ComposeService } from './compose/serviceName.ts';
import type { DocumentProblem, RuleHead } from './formatRule.ts';
import type { UnreadPlace } from './unreadPlace.ts';
import type { ServicePort } from '../model/servicePort.ts';

/** A file format for kernel parameters: which files have it, and how they are read. */
export interface FileFormat {
  /** Stable: it is used in the JSON output of the command line. */
  readonly id: string;
  /**
   * By content and path, never by an editor's language id. `path` has forward slashes; absent for text without a
   * path. Must be cheap if the answer is no, because it is called for every file in a repository.
   */
  readonly recognises: (text: string, path: string | undefined) => boolean;
  /** Never throws: a part that cannot be parsed does not affect the rest. */
  readonly read: (text: string, path?: string) => FormatDocument;
  /**
   * The same for a text that will be edited: `retyped` of the document reads only what changes. Absent for a format that is read as
   * a whole, and for one whose `read` does so. `leastLines`: of a part that is read by itself.
   */
  readonly open?: (text: string, path?: string, leastLines?: number) => FormatDocument;
  /** The rules about its grammar, which `problems` of a document asks. */
  readonly rules: readonly RuleHead[];
}

/** A line of a file. All lines with their endings reproduce the text. */
export interface TextLine {
  readonly text: string;
  readonly ending: '' | '\n' | '\r\n';
}

/** What the cursor is in, if something can be completed there. */
export type CompletionPlace =
  | {
      readonly kind: 'key';
      readonly range: TextRange;
      readonly usesSlashes: boolean;
      /** The text to insert after a key that has no value yet. */
      readonly suffix: string;
      /** How the format writes a key there; undefined for one that it does not take. Absent if keys are written as they are. */
      readonly write?: (key: string) => TextEdit | undefined;
    }
  | {
      readonly kind: 'value';
      readonly key: string;
      readonly range: TextRange;
      /** The text to insert before a value. */
      readonly prefix: string;
      readonly scope: AssignmentScope;
      /** The same for a value, with the quotes or escapes that it needs there. */
      readonly write?: (value: string) => TextEdit | undefined;
    }
  /** In a comment, with its text before the cursor. */
  | { readonly kind: 'comment'; readonly before: string };

/** A key in the file, and the positions that refer to it. */
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
  /** Whether to align the `=` signs within each block of lines. */
  readonly alignEquals: boolean;
}

/** The context in which a document is judged. */
export interface Surroundings {
  /** Absolute, relative to the root that contains the drop-in directories; absent for text that has no path. */
  readonly path?: string;
  /** The configuration files under the same root, including the document. */
  readonly files?: FileSet;
  readonly tools?: ToolVersions;
}

/** A part of a document that is judged for itself. */
export interface DocumentPart {
  /** The same object as long as only its place and the context can change what is said of it. */
  readonly identity: object;
  readonly firstLine: number;
  readonly document: () => FormatDocument;
}

/** What has to be judged of a document for everything to be known that is to say of it. */
export interface PartsToJudge {
  readonly together: FormatDocument;
  readonly alone: readonly DocumentPart[];
}

/**
 * Knows from one text of a document to the next of which lines something was said, so that after an edit only what it may
 * concern is judged. Belongs to one open document.
 */
export interface LineMemory {
  /** The document as far as it has to be judged. */
  parts(document: FormatDocument): PartsToJudge;
  /** Called after what is judged together was judged, with the lines of which something was said; absent if it does not matter. */
  note?(lines: Iterable<number>): void;
  /** Everything has to be judged again. */
  forget?(): void;
}

/** A parsed file: what it sets, and what its format allows. */
export interface FormatDocument {
  readonly format: FileFormat;
  readonly text: string;
  readonly lines: readonly TextLine[];
  readonly lineCount: number;
  /** In the order of the file. */
  readonly assignments: readonly Assignment[];
  /**
   * Dotted, for a format whose files may have thousands: a list that goes on after an edit, and then may have keys that are gone.
   * Others have those of their assignments.
   */
  readonly keys?: readonly string[];
  /** Ports that services will listen on, in the order of the file. */
  readonly servicePorts: readonly ServicePort[];
  /** Whether other files of the repository bear on what is said of it, so that they are worth reading. */
  readonly needsRepository: boolean;
  /** Parts that may set parameters and were not read, or not to their end. */
  readonly unread: readonly UnreadPlace[];
  /** The document with another text, of which some lines are known to be the same; for a document that is read in parts. */
  readonly retyped?: ((text: string, kept: KeptLines) => FormatDocument) | undefined;
  /** The document as services of other files decide what it sets and declares; absent if no other file can. */
  among?(services: readonly ComposeService[]): FormatDocument;
  /** Absent if every rule has to look at the whole document. */
  memory?(): LineMemory;
  /** Problems with how the file is written, independent of what its parameters mean. */
  problems(surroundings: Surroundings): readonly (DocumentProblem & { readonly rule: RuleHead })[];
  /** The comment that a line consists of, with its marks; undefined for any other line. */
  commentOn(line: number): string | undefined;
  /** Undefined if the format has no comments, or none can be inserted there. */
  insertComment(beforeLine: number, text: string): TextEdit | undefined;
  /** Comments out a line that sets a parameter; undefined if that would split something. */
  commentOut(line: number): TextEdit | undefined;
  keyAt(position: TextPosition): PlacedKey | undefined;
  completionAt(position: TextPosition): CompletionPlace | undefined;
  /** The remaining members are for formats whose files only contain parameters; other formats have their own editors. */
  outline?(): readonly OutlineItem[];
  foldingRanges?(): readonly FoldingRange[];
  tidy?(options: FormatOptions, range?: TextRange): readonly TextEdit[];
  /** The document among the files that are read with it. */
  fileSet?(configuration: Configuration, path: string): FileSet;
  /** A name for its text among drop-in files. */
  dropInName?(path: string | undefined): string;
}
