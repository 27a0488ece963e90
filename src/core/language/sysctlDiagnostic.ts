import type { FindingTag, Severity } from '../model/finding.ts';
import type { DocumentFix, RelatedPlace } from '../formats/formatRule.ts';
import type { Configuration } from '../rules/fileSet.ts';
import type { RuleInput } from '../rules/rule.ts';
import type { RepositoryFacts } from '../formats/repositoryFacts.ts';
import type { TextRange } from '../model/textRange.ts';
import type { RuleSettings } from './ruleSettings.ts';

/** What an editor draws in another way. */
type EditorTag = Exclude<FindingTag, 'rejected'>;

/** One finding in one document, with its position and the edits that fix it. */
export interface SysctlDiagnostic {
  readonly rule: string;
  readonly severity: Severity;
  /** The guide section that explains the rule. */
  readonly section: string;
  readonly range: TextRange;
  readonly message: string;
  readonly tags: readonly EditorTag[];
  readonly related: readonly RelatedPlace[];
  /** The line before which a comment about it can be inserted, if not the first line of the range. */
  readonly commentLine?: number;
  /** The message has the number of a line, so that it is another one when lines move. */
  readonly namesLine?: true;
  /** Best first. */
  readonly fixes: readonly DocumentFix[];
}

/** Everything besides the text that a diagnosis is based on. */
export interface DiagnosisContext extends Pick<RuleInput, 'kernel' | 'profile' | 'containers' | 'running'> {
  /** Whether `running` belongs to the kernel that the file is for, so that it counts for keys that no file sets. Otherwise it is only shown. */
  readonly isForRunning?: boolean;
  /** Absolute, relative to the root of `files`; absent for text without a path. */
  readonly path?: string;
  /** The files of the root that contains `path`. */
  readonly configuration?: Configuration;
  /** What the other files of the repository say. */
  readonly repository?: RepositoryFacts;
  readonly rules?: RuleSettings;
  /** The kernel modules that the document itself loads, as `modulesLoadedIn` gives them. */
  readonly modulesLoaded?: string;
  /** The minor version of Kubernetes 1 that manifests are for. */
  readonly kubernetesMinor?: number;
}
