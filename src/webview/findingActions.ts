import { findingActionLabel, type FindingAction, type ReportFinding } from '../core/protocol/viewModels.ts';
import type { GuideTitles } from '../core/protocol/webview.ts';
import { button, element, icon } from './dom.ts';
import { send } from './vscodeApi.ts';

export interface ActionsOptions {
  readonly titles: GuideTitles;
  /** Whether changes to the host are allowed. */
  readonly canChange: boolean;
}

/** The actions of a finding: buttons and a link to the guide. `index` distinguishes the cards on the page. */
export function findingActions(
  { actions, title }: ReportFinding,
  index: number,
  { titles, canChange }: ActionsOptions,
): HTMLElement {
  const possible = actions.filter(({ kind }) => canChange || kind !== 'applyParameter');
  const buttons = possible.map((action, position) => {
    const key = `action-${String(index)}-${String(position)}`;
    return action.kind === 'openGuide' ? guideLink(action, key, titles) : actionButton(action, key, title);
  });
  return element('div', { class: 'actions' }, ...buttons);
}

export function actionButton(action: FindingAction, key: string, title: string): HTMLElement {
  const label = findingActionLabel(action);
  const attributes = {
    'data-key': key,
    'data-action': action.kind,
    title: explain(action),
    // Many cards have the same buttons, so screen readers must also hear what they are about.
    'aria-label': `${label}: ${title}`,
  };
  return button(attributes, run(action), icon(pictures[action.kind]), label);
}

function guideLink(
  action: Extract<FindingAction, { kind: 'openGuide' }>,
  key: string,
  titles: GuideTitles,
): HTMLElement {
  const attributes = { class: 'link', 'data-section': action.section, 'data-key': key };
  return button(
    attributes,
    run(action),
    icon('book'),
    `Read more: ${titles[action.section] ?? action.section}`,
  );
}

function run(action: FindingAction): () => void {
  return () => {
    send({ kind: 'runAction', action });
  };
}

const pictures: Readonly<Record<FindingAction['kind'], string>> = {
  openGuide: 'book',
  showSockets: 'filter',
  openFile: 'go-to-file',
  openFix: 'lightbulb',
  openSite: 'go-to-file',
  fixSite: 'lightbulb',
  proveSite: 'beaker',
  saveDropIn: 'new-file',
  applyParameter: 'wrench',
  copyCommand: 'copy',
};

/** The tooltip that explains what a button does. */
function explain(action: FindingAction): string {
  switch (action.kind) {
    case 'openGuide':
      return action.section;
    case 'showSockets':
      return `Filter the Sockets view: ${action.filter}`;
    case 'openFile':
      return `${action.path}, line ${String(action.line)}, sets ${action.key}`;
    case 'openFix':
      return `Choose among the fixes for ${action.path}, line ${String(action.line)}`;
    case 'openSite':
      return `${action.path}, line ${String(action.line)}`;
    case 'fixSite':
      return `Choose among the fixes for ${action.path}, line ${String(action.line)}`;
    case 'proveSite':
      return 'After the change and a restart: wait until the old TIME_WAIT sockets have expired, inspect again, and compare';
    case 'saveDropIn':
      return action.text;
    case 'applyParameter':
      return `${action.key} = ${action.value}, after confirmation`;
    case 'copyCommand':
      return action.command;
  }
}
