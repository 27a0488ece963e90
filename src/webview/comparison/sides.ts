import type { ComparedSide, Comparison } from '../../core/protocol/viewModels.ts';
import { element, icon, unseen, type Content } from '../dom.ts';
import { looks } from '../severity.ts';
import { time } from '../time.ts';

/** The two sides of a comparison, each with its verdict. */
export function sides({ left, right }: Comparison): HTMLElement {
  return element('div', { class: 'sides' }, side(left), side(right));
}

function side(told: ComparedSide): HTMLElement {
  const { name, label, hostname, kernelRelease, takenAt, openedFrom, verdict } = told;
  const look = looks[verdict.severity];
  const known: Content[] = [
    fact('server', label === name ? (hostname === label ? undefined : hostname) : label),
    fact('chip', kernelRelease && `kernel ${kernelRelease}`),
    fact('file', openedFrom && fileName(openedFrom), openedFrom),
    element('span', { class: 'fact' }, icon('clock'), time(takenAt)),
  ];
  return element(
    'article',
    { class: `card severity-${verdict.severity}` },
    element('h2', {}, name),
    element('p', { class: 'facts' }, ...known),
    element(
      'p',
      { class: 'said' },
      icon(look.icon, 'severity-icon'),
      element('span', {}, unseen(`${look.word}: `), verdict.sentence),
    ),
  );
}

/** @param whole the tooltip, where the text is a part of it */
function fact(picture: string, text: string | undefined, whole?: string): HTMLElement | undefined {
  if (text === undefined) return undefined;
  return element(
    'span',
    { class: 'fact', ...(whole !== undefined && { title: whole }) },
    icon(picture),
    text,
  );
}

function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
