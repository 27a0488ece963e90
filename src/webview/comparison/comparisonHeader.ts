import { comparisonMarkdown, spanText, type Comparison } from '../../core/protocol/viewModels.ts';
import { button, element, icon } from '../dom.ts';
import { send } from '../vscodeApi.ts';

/** The heading of a comparison, and a button to copy it as text. */
export function comparisonHeader(comparison: Comparison): HTMLElement {
  const copy = (): void => {
    send({ kind: 'copy', text: comparisonMarkdown(comparison) });
  };
  return element(
    'header',
    {},
    element(
      'div',
      { class: 'title' },
      element('h1', {}, comparison.title),
      element('p', { class: 'facts' }, relationText(comparison)),
    ),
    element(
      'div',
      { class: 'actions' },
      button({ 'data-key': 'copy-markdown' }, copy, icon('markdown'), 'Copy as Markdown'),
    ),
  );
}

function relationText({ relation, left, right }: Comparison): string {
  const seconds = Math.abs(Date.parse(right.takenAt) - Date.parse(left.takenAt)) / 1000;
  switch (relation) {
    case 'same':
      return `One host at two times, ${spanText(seconds)} apart. It was not restarted in between.`;
    case 'same-name':
      return `Two inspections of that name, ${spanText(seconds)} apart.`;
    case 'others':
      return seconds < 60
        ? 'Two hosts, inspected at about the same time.'
        : `Two hosts, inspected ${spanText(seconds)} apart.`;
  }
}
