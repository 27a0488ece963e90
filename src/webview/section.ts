import { element, type Content } from './dom.ts';

/** A section of the page with its heading, which screen readers find as a region. */
export function section(id: string, title: string, ...content: readonly Content[]): HTMLElement {
  const heading = `${id}-heading`;
  return element(
    'section',
    { id, 'aria-labelledby': heading },
    element('h2', { id: heading }, title),
    ...content,
  );
}

/** A sentence that explains why there is nothing to show, or what the figures mean. */
export function note(text: string): HTMLElement {
  return element('p', { class: 'note' }, text);
}
