import {
  notCheckedText,
  type OutcomeNote,
  type Report,
  type ReportEvidence,
  type ReportFinding,
  unsearchedText,
} from '../core/protocol/viewModels.ts';
import { element, icon, type Content } from './dom.ts';
import { findingActions, type ActionsOptions } from './findingActions.ts';
import { note, section } from './section.ts';
import { sites } from './sites.ts';
import { looks } from './severity.ts';

/** What the rules found, worst first, each with evidence and what to do. */
export function findings(report: Report, options: ActionsOptions): HTMLElement {
  const cards = report.findings.map((finding, index) => card(finding, index, options));
  const unread = report.sockets === undefined ? unreadSockets(report.outcomes.sockets) : [];
  const nothing = cards.length + unread.length === 0 ? note('No findings.') : undefined;
  return section('findings', 'Findings', nothing, ...unread, ...cards, notJudged(report), unsearched(report));
}

function card(finding: ReportFinding, index: number, options: ActionsOptions): HTMLElement {
  const look = looks[finding.severity];
  const labels: Content[] = [
    element('span', { class: 'label' }, icon(look.icon, 'severity-icon'), look.word),
    finding.side === undefined ? undefined : element('span', { class: 'label' }, sideText(finding.side)),
    element('code', { class: 'rule' }, finding.rule),
  ];
  return element(
    'article',
    { class: `card severity-${finding.severity}`, 'data-rule': finding.rule },
    element('p', { class: 'labels' }, ...labels),
    element('h3', {}, finding.title),
    element('p', {}, finding.explanation),
    evidence(finding.evidence),
    sites(finding, index),
    remedies(finding.remedies),
    findingActions(finding, index, options),
  );
}

function sideText(side: NonNullable<ReportFinding['side']>): string {
  switch (side) {
    case 'client':
      return 'This host as client';
    case 'server':
      return 'This host as server';
  }
}

function evidence(facts: readonly ReportEvidence[]): HTMLElement | undefined {
  if (facts.length === 0) return undefined;
  const rows = facts.map(({ label, value, source }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, label),
      element('td', { class: 'numeric' }, value),
      element('td', { class: 'source' }, source),
    ),
  );
  return element(
    'div',
    { class: 'scroller' },
    element(
      'table',
      { class: 'evidence' },
      element('caption', {}, 'Evidence'),
      element(
        'thead',
        { class: 'unseen' },
        element('tr', {}, ...['Fact', 'Value', 'Source'].map(columnHead)),
      ),
      element('tbody', {}, ...rows),
    ),
  );
}

function columnHead(title: string): HTMLElement {
  return element('th', { scope: 'col' }, title);
}

function remedies(steps: readonly string[]): HTMLElement | undefined {
  if (steps.length === 0) return undefined;
  return element(
    'div',
    { class: 'remedies' },
    element('h4', {}, 'What to do'),
    element('ol', {}, ...steps.map((step) => element('li', {}, step))),
  );
}

function unsearched(report: Report): HTMLElement | undefined {
  const text = unsearchedText(report.unsearched);
  return text === undefined ? undefined : note(text);
}

function notJudged(report: Report): HTMLElement | undefined {
  if (report.notJudged.length === 0) return undefined;
  const items = report.notJudged.map((gap) =>
    element(
      'li',
      {},
      element(
        'details',
        {},
        element('summary', {}, `${notCheckedText(gap)}: ${gap.reason}`),
        element('code', {}, gap.rules.join(', ')),
      ),
    ),
  );
  return element(
    'div',
    { class: 'not-judged' },
    element('h3', {}, 'Not judged'),
    element('ul', {}, ...items),
  );
}

/** If the sockets could not be read, that comes first. */
function unreadSockets({ problems }: OutcomeNote): readonly HTMLElement[] {
  return problems.map(({ code, message, nextStep }) =>
    element(
      'article',
      { class: 'card severity-error' },
      element(
        'p',
        { class: 'labels' },
        element('span', { class: 'label' }, icon('error', 'severity-icon'), 'Not read'),
        element('code', { class: 'rule' }, code),
      ),
      element('h3', {}, message),
      element('p', {}, nextStep),
    ),
  );
}
