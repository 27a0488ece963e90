import { lengthText, reportMarkdown, type Report } from '../core/protocol/viewModels.ts';
import { button, element, icon, type Content } from './dom.ts';
import { cancelButton, inspectButton } from './inspectButtons.ts';
import { liveLine } from './live.ts';
import type { Busy } from './pageState.ts';
import { time } from './time.ts';
import { send } from './vscodeApi.ts';

/** Which host, when and how it was read, and the button that reads it again. */
export function header(report: Report, busy: Busy | undefined): HTMLElement {
  const { host, collector, elapsedMs, takenAt } = report;
  const isOfNow = report.openedFrom === undefined;
  const facts: Content[] = [
    host.hostname === undefined || host.hostname === host.label ? undefined : fact('server', host.hostname),
    host.kernelRelease === undefined ? undefined : fact('chip', `kernel ${host.kernelRelease}`),
    collector.used === undefined
      ? undefined
      : fact('database', `read with ${collector.used} in ${lengthText(elapsedMs)}`),
    element('span', { class: 'fact' }, icon('clock'), time(takenAt)),
  ];
  return element(
    'header',
    {},
    element(
      'div',
      { class: 'title' },
      element('h1', {}, `TIME_WAIT on ${host.label}`),
      element('p', { class: 'facts' }, ...facts),
      isOfNow ? liveLine() : undefined,
    ),
    element(
      'div',
      { class: 'actions' },
      compareButton(),
      ...exportButtons(report),
      ...(isOfNow ? [cancelButton(busy), inspectButton(busy)] : []),
    ),
  );
}

function fact(picture: string, text: string): HTMLElement {
  return element('span', { class: 'fact' }, icon(picture), text);
}

function compareButton(): HTMLElement {
  const press = (): void => {
    send({ kind: 'compare' });
  };
  return button({ 'data-key': 'compare' }, press, icon('compare-changes'), 'Compare…');
}

function exportButtons(report: Report): readonly HTMLElement[] {
  const copy = (): void => {
    send({ kind: 'copy', text: reportMarkdown(report) });
  };
  const save = (): void => {
    send({ kind: 'saveJson' });
  };
  return [
    button({ 'data-key': 'copy-markdown' }, copy, icon('markdown'), 'Copy as Markdown'),
    button({ 'data-key': 'save-json' }, save, icon('json'), 'Save as JSON'),
  ];
}
