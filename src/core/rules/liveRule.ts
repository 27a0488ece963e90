import type { GuideSectionId } from '../knowledge/guide.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { Rule, RuleInput } from './rule.ts';

/** A finding about a running host, without what the rule says of each. */
export interface LiveFinding extends Omit<Finding, 'rule' | 'section' | 'severity'> {
  readonly severity?: Severity;
  /** Where another section of the guide says more about it. */
  readonly section?: GuideSectionId;
}

interface LiveRule extends Omit<Rule, 'evaluate'> {
  readonly section: GuideSectionId;
  readonly judge: (input: RuleInput) => readonly LiveFinding[];
}

/** Makes a rule that judges the evidence of a running host. */
export function liveRule({ judge, ...head }: LiveRule): Rule {
  const { id, section, severity } = head;
  return {
    ...head,
    evaluate: (input) => judge(input).map((found) => ({ rule: id, section, severity, ...found })),
  };
}
