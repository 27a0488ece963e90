import type { FindingTag, Severity } from '../model/finding.ts';
import type { DocumentFix, RelatedPlace } from '../formats/formatRule.ts';
import type { Configuration } from '../rules/fileSet.ts';
import type { RuleInput } from '../rules/rule.ts';
import type { TextRange } from '../model/textRange.ts';
import type { RuleSettings } from './ruleSettings.ts';

/** What an editor draws in another way. */
type EditorTag = Exclude<FindingTag, 'rejected'>;

/** One finding in one document, with its place and the edits that end it. */
export interface SysctlDiagnostic {
  readonly rule: string;
  readonly severity: Severity;
  /** The guide section that explains the rule. */
  readonly section: string;
  readonly range: TextRange;
  readonly message: string;
  readonly tags: readonly EditorTag[];
  readonly related: readonly RelatedPlace[];
  /** The line before which a comment about it can stand, where that is not the first of the range. */
  readonly commentLine?: number;
  /** Best first. */
  readonly fixes: readonly DocumentFix[];
}

/** Everything beside the text that a diagnosis rests on. */
export interface DiagnosisContext extends Pick<RuleInput, 'kernel' | 'profile' | 'containers' | 'running'> {
  /** `running` is of the kernel that the file is for, so it counts for what no file sets. Else it is only shown. */
  readonly isForRunning?: boolean;
  /** Absolute, below the root of `files`; absent for a text without a place. */
  readonly path?: string;
  /** Of the root that `path` is below. */
  readonly configuration?: Configuration;
  readonly rules?: RuleSettings;
  /** The minor version of Kubernetes 1 that manifests are for. */
  readonly kubernetesMinor?: number;
}
