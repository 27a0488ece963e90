import type { GuideSectionId } from '../knowledge/guide.ts';
import type { FindingTag, Severity } from '../model/finding.ts';
import type { SysctlDocument } from '../parse/sysctlLine.ts';
import type { FileSet, ToolVersions } from './fileSet.ts';
import type { JudgedAssignment } from './judgedAssignment.ts';
import type { TextRange } from '../model/textRange.ts';
import type { TextEdit } from './textEdit.ts';

/** The input of a document rule: lines and files, not the meaning of values. */
export interface DocumentContext {
  readonly document: SysctlDocument;
  /** Absolute, relative to the root that contains the drop-in directories; absent for text that has no path. */
  readonly path?: string;
  readonly assignments: readonly JudgedAssignment[];
  /** The configuration files under the same root, including the document. */
  readonly files?: FileSet;
  readonly tools?: ToolVersions;
}

export interface DocumentFix {
  /** The line itself goes: then a person may rather want to keep it as a comment. */
  readonly kind?: 'remove-line';
  readonly title: string;
  /** Keeps the effect of the line, or gives it the obviously intended one, so it may be applied without asking. */
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}

export interface RelatedPlace {
  /** Absent for the document itself. */
  readonly path?: string;
  readonly range: TextRange;
  readonly message: string;
}

export interface DocumentProblem {
  readonly range: TextRange;
  readonly message: string;
  readonly severity?: Severity;
  readonly tags?: readonly FindingTag[];
  readonly related?: readonly RelatedPlace[];
  /** Best first. */
  readonly fixes?: readonly DocumentFix[];
}

/** Judges lines and files: syntax and precedence only. Pure. */
export interface DocumentRule {
  /** Readable and permanent: people use it in settings and comments. */
  readonly id: string;
  readonly section: GuideSectionId;
  readonly severity: Severity;
  readonly check: (context: DocumentContext) => readonly DocumentProblem[];
}
