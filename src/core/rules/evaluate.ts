import { severities, type Finding } from '../model/finding.ts';
import { SeededSet } from '../model/seededMap.ts';
import type { RequiredInput, Rule, RuleInput, Unsure } from './rule.ts';

/** A rule that could not judge, or not all, and the input that was missing. */
export type Unjudged = { readonly rule: string } & (Missing | (Unsure & { readonly key?: undefined }));

interface Missing {
  readonly missing: RequiredInput;
  /** If the section is present: the parameter that is missing from it. */
  readonly key?: string;
}

export interface Judgement {
  /** Worst first; rules with the same severity keep their order. */
  readonly findings: readonly Finding[];
  readonly unjudged: readonly Unjudged[];
}

/** Runs every rule whose input is available. */
export function evaluate(rules: readonly Rule[], input: RuleInput): Judgement {
  const unjudged: Unjudged[] = [];
  const findings: Finding[] = [];
  for (const rule of rules) {
    const gap = gapOf(rule, input);
    if (gap === undefined) findings.push(...rule.evaluate(input));
    const part = gap ?? partlyUnjudged(rule, input);
    if (part !== undefined) unjudged.push(part);
  }
  findings.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  return { findings, unjudged };
}

function gapOf({ id, requires, requiresKeys = [] }: Rule, input: RuleInput): Unjudged | undefined {
  const missing = requires.find((part) => input[part] === undefined);
  if (missing !== undefined) return { rule: id, missing };
  const key = requiresKeys.find((wanted) => input.parameters?.has(wanted) !== true);
  return key === undefined ? undefined : { rule: id, missing: 'parameters', key };
}

function partlyUnjudged(
  { id, judgesLessWithout = [], unsure }: Rule,
  input: RuleInput,
): Unjudged | undefined {
  const key = judgesLessWithout.find((wanted) => input.parameters?.has(wanted) !== true);
  if (key !== undefined) return { rule: id, missing: 'parameters', key };
  const gap = unsure?.(input);
  return gap && { rule: id, ...gap };
}

/** Inodes of all sockets whose owners the rules want to name. */
export function ownersWanted(rules: readonly Rule[], input: RuleInput): SeededSet {
  const inodes = new SeededSet();
  for (const rule of rules)
    for (const inode of rule.ownersWanted?.(input) ?? []) if (inode !== 0) inodes.add(inode);
  return inodes;
}
