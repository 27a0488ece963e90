import type { FormatDocument } from './fileFormat.ts';

/** `# socket-diagnostics-disable-line rule-id` before a line, or `…-disable-file …` anywhere. Without ids: all rules. */
const directive = /^(?:[#;]+|\/\/|<!--)\s*socket-diagnostics-disable-(line|file)\b\s*(.*?)(?:\s*-->)?$/;

export function isDirective(comment: string): boolean {
  return directive.test(comment);
}

/** The rules that comments in a document disable, and where. */
export interface DisabledRules {
  readonly isDisabled: (rule: string, line: number) => boolean;
}

export function disabledRules(document: FormatDocument): DisabledRules {
  const file: RuleMatch[] = [];
  const lines = new Map<number, RuleMatch[]>();
  // Most files have none, and some have thousands of lines.
  if (document.text.includes('socket-diagnostics-disable')) {
    let pending: RuleMatch[] = [];
    for (const [index, line] of document.lines.entries()) {
      const comment = document.commentOn(index);
      if (comment !== undefined) {
        const match = directive.exec(comment);
        if (match?.[1] === 'file') file.push(ruleMatch(match[2] ?? ''));
        if (match?.[1] === 'line') pending.push(ruleMatch(match[2] ?? ''));
      } else if (line.text.trim() !== '') {
        if (pending.length > 0) lines.set(index, pending);
        pending = [];
      }
    }
  }
  const all = (matches: readonly RuleMatch[] | undefined, rule: string) =>
    matches?.some((matches) => matches(rule));
  return { isDisabled: (rule, line) => all(file, rule) === true || all(lines.get(line), rule) === true };
}

type RuleMatch = (rule: string) => boolean;

function ruleMatch(ids: string): RuleMatch {
  const named = new Set(ids.split(/[\s,]+/).filter((id) => id !== ''));
  return (rule) => named.size === 0 || named.has(rule);
}

export function disableComment(scope: 'line' | 'file', rule: string): string {
  return `# socket-diagnostics-disable-${scope} ${rule}`;
}
