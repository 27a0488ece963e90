import type { GuideSectionId } from '../knowledge/guide.ts';
import type { FindingTag, Severity } from '../model/finding.ts';
import type { TextEdit, TextRange } from '../model/textRange.ts';
import type { Parameters } from '../model/parameters.ts';
import type { ServicePort } from '../model/servicePort.ts';
import type { JudgedAssignment } from './judgedAssignment.ts';
import type { RepositoryFacts } from './repositoryFacts.ts';

export interface DocumentFix {
  /** Whether the fix removes the line, in which case the user may prefer to comment it out. */
  readonly kind?: 'remove-line';
  readonly title: string;
  /** Keeps the effect of the line, or gives it the obviously intended one, so it may be applied without asking. */
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
  /** The file of the edits, as the facts of the repository name it; absent for the document itself. */
  readonly file?: string;
  /** The file is to be created with the text of the edits, which are made for an empty one. */
  readonly isNewFile?: true;
  /** The service then listens on this port, which is of no use where the document has it already: whoever judges a piece of it does not know. */
  readonly takesPort?: number;
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
  readonly tags?: readonly Exclude<FindingTag, 'rejected'>[];
  readonly related?: readonly RelatedPlace[];
  /** Best first. */
  readonly fixes?: readonly DocumentFix[];
  /** The line before which a comment about it can be inserted, if not the first line of the range. */
  readonly commentLine?: number;
  /** The message has the number of a line, so that it is another one when lines move. */
  readonly namesLine?: true;
}

/** What a rule is called by people, settings and reports, and what it is about. */
export interface RuleHead {
  /** Readable and permanent: people use it in settings and comments. */
  readonly id: string;
  /** What is wrong, as a sentence without markup: code hosts show it for every finding of the rule. */
  readonly about: string;
  readonly section: GuideSectionId;
  readonly severity: Severity;
}

/** Judges how parameters are written, not what their values mean. Pure. */
export interface FormatRule<Context> extends RuleHead {
  readonly check: (context: Context) => readonly DocumentProblem[];
}

/** The input of a rule that applies to every format. */
export interface AssignmentContext {
  readonly assignments: readonly JudgedAssignment[];
  /** Undefined if the format has no comments, or none can be inserted there. */
  readonly insertComment: (beforeLine: number, text: string) => TextEdit | undefined;
  /** The minor version of Kubernetes 1 that the files are for; absent if it is not known. */
  readonly kubernetesMinor?: number;
  /** Absent if the document declares none. */
  readonly servicePorts?: readonly ServicePort[];
  /** What the other files of the repository say; absent if they are not known. */
  readonly repository?: RepositoryFacts;
  /** The values of the running kernel that the file is for; absent if it is for another or none is known. */
  readonly running?: Parameters;
}

export type AssignmentRule = FormatRule<AssignmentContext>;

/** A fix that changes one assignment; none if its format does not allow it. */
export function fixOf(
  title: string,
  safe: boolean,
  edits: readonly TextEdit[] | undefined,
): readonly DocumentFix[] {
  return edits === undefined ? [] : [{ title, safe, edits }];
}

/** The same for a fix that removes the assignment. */
export function removeFixOf(
  title: string,
  safe: boolean,
  edits: readonly TextEdit[] | undefined,
): readonly DocumentFix[] {
  return fixOf(title, safe, edits).map((fix) => ({ ...fix, kind: 'remove-line' }));
}
