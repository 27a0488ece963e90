import type { GuideSectionId } from '../knowledge/guide.ts';
import type { FindingTag, Severity } from '../model/finding.ts';
import type { SysctlDocument } from '../parse/sysctlLine.ts';
import type { FileSet, ToolVersions } from './fileSet.ts';
import type { JudgedAssignment } from './judgedAssignment.ts';
import type { TextRange } from '../model/textRange.ts';
import type { TextEdit } from './textEdit.ts';

/** What a document rule may look at: lines and files, not what the values mean. */
export interface DocumentContext {
  readonly document: SysctlDocument;
  /** Absolute, below the root that its drop-in directories lie in; absent for a text without a place. */
  readonly path?: string;
  readonly assignments: readonly JudgedAssignment[];
  /** The configuration files of the same root, the document among them. */
  readonly files?: FileSet;
  readonly tools?: ToolVersions;
}

export interface DocumentFix {
  /** The line itself goes: then a person may rather want to keep it as a comment. */
  readonly kind?: 'remove-line';
  readonly title: string;
  /** What the line does now it does afterwards, or what it obviously should: may be applied without asking. */
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
  /** Readable, stable for ever: people write it into settings and comments. */
  readonly id: string;
  readonly section: GuideSectionId;
  readonly severity: Severity;
  readonly check: (context: DocumentContext) => readonly DocumentProblem[];
}
