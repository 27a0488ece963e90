import type { Evidence, Finding, FindingTag, ParameterFix, Severity, Side } from '../model/finding.ts';
import type { GuideSectionId } from '../knowledge/guide.ts';
import { fact } from './fact.ts';
import { ParameterView } from './parameterView.ts';
import type { Rule, RequiredInput, RuleInput } from './rule.ts';

/** A finding about one judged parameter, without the parts that follow from it and the rule. */
export interface ParameterFinding {
  /** The judged key that should change. */
  readonly key: string;
  readonly title: string;
  readonly explanation: string;
  readonly remedies: readonly string[];
  /** Other keys that the finding is based on. */
  readonly because?: readonly string[];
  readonly severity?: Severity;
  /** Used if the guide says more about this key than about the rule. */
  readonly section?: GuideSectionId;
  readonly side?: Side;
  readonly evidence?: readonly Evidence[];
  readonly fixes?: readonly ParameterFix[];
}

interface RuleHead {
  readonly id: string;
  readonly about: string;
  readonly section: GuideSectionId;
  readonly severity: Severity;
  readonly tags?: readonly FindingTag[];
  readonly requires?: readonly RequiredInput[];
}

/** Makes a rule from a function that returns at most one finding. */
export function parameterRule(
  rule: RuleHead & { readonly judge: (view: ParameterView) => ParameterFinding | undefined },
): Rule {
  return ruleOf(rule, (view) => {
    const found = rule.judge(view);
    return found === undefined ? silence : [found];
  });
}

type JudgeKey = (key: string, view: ParameterView) => ParameterFinding | undefined;

/** Makes a rule from a function that is called for every judged key in the catalogue. */
export function catalogueRule(rule: RuleHead & { readonly judge: JudgeKey }): Rule {
  return ruleOf(rule, (view) => judgeKeys(view.cataloguedKeys(), view, rule.judge));
}

/** Like `catalogueRule`, but also called for all other keys. */
export function everyKeyRule(rule: RuleHead & { readonly judge: JudgeKey }): Rule {
  return ruleOf(rule, (view) => judgeKeys(view.input.parameters?.keys() ?? [], view, rule.judge));
}

/** A file may have ten thousand keys, most of which do not concern most rules. */
const silence: readonly ParameterFinding[] = [];

function judgeKeys(
  keys: Iterable<string>,
  view: ParameterView,
  judge: JudgeKey,
): readonly ParameterFinding[] {
  let findings: ParameterFinding[] | undefined;
  for (const key of keys) {
    const finding = judge(key, view);
    if (finding !== undefined) (findings ??= []).push(finding);
  }
  return findings ?? silence;
}

function ruleOf(
  { id, about, section, severity, tags, requires = [] }: RuleHead,
  judge: (view: ParameterView) => readonly ParameterFinding[],
): Rule {
  return {
    id,
    about,
    section,
    severity,
    requires: ['parameters', ...requires],
    evaluate(input) {
      const view = viewOf(input);
      return judge(view).map((found): Finding => ({
        rule: id,
        section: found.section ?? section,
        severity: found.severity ?? severity,
        subject: { kind: 'parameter', key: found.key },
        ...(found.side && { side: found.side }),
        ...(tags && { tags }),
        title: found.title,
        explanation: found.explanation,
        evidence: [
          ...[found.key, ...(found.because ?? [])].flatMap((key) => parameterEvidence(view, key)),
          ...(found.evidence ?? []),
        ],
        remedies: found.remedies,
        ...(found.fixes && { fixes: found.fixes }),
      }));
    },
  };
}

/** All rules read the same input in turn. */
const views = new WeakMap<RuleInput, ParameterView>();

function viewOf(input: RuleInput): ParameterView {
  const view = views.get(input) ?? new ParameterView(input);
  views.set(input, view);
  return view;
}

function parameterEvidence(view: ParameterView, key: string): readonly Evidence[] {
  const value = view.value(key);
  const origin = view.origin(key);
  if (value === undefined || origin === undefined) return [];
  return [origin.kind === 'file' ? fact.configured(key, value, origin) : fact.parameter(key, value)];
}

export function removeFix(key: string, safe = true): ParameterFix {
  return { title: `Remove ${shortKey(key)}`, safe, changes: [{ kind: 'remove', key }] };
}

export function setFix(key: string, value: string | number, safe = false): ParameterFix {
  const written = String(value).replaceAll(/[ \t]+/g, ' ');
  return {
    title: `Set ${shortKey(key)} to ${written}`,
    safe,
    changes: [{ kind: 'set', key, value: written }],
  };
}

export function renameFix(key: string, to: string): ParameterFix {
  return { title: `Write ${to} instead`, safe: false, changes: [{ kind: 'rename', key, to }] };
}

/** The last part of a key, for titles. */
export function shortKey(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1);
}
