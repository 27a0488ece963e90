import type { Severity } from '../model/finding.ts';

/** What the user says about single rules: rule id to severity. */
export type RuleSettings = Readonly<Record<string, Severity | 'off'>>;

/** The severity that the user wants for a rule; undefined where it is off. */
export function severityWanted(settings: RuleSettings, rule: string, own: Severity): Severity | undefined {
  const wanted = Object.hasOwn(settings, rule) ? settings[rule] : undefined;
  if (wanted === 'off') return undefined;
  return wanted ?? own;
}
