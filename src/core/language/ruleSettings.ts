import type { Severity } from '../model/finding.ts';

/** The user's settings for individual rules: rule id to severity. */
export type RuleSettings = Readonly<Record<string, Severity | 'off'>>;

/** The severity that the user has set for a rule; undefined if the rule is off. */
export function severityWanted(settings: RuleSettings, rule: string, own: Severity): Severity | undefined {
  const wanted = Object.hasOwn(settings, rule) ? settings[rule] : undefined;
  if (wanted === 'off') return undefined;
  return wanted ?? own;
}
