import { element } from './dom.ts';

export interface Segment {
  /** Also its colour. */
  readonly className: string;
  /** Part of the whole bar, 0 to 1. */
  readonly share: number;
}

/** A bar of parts side by side. Visual only: the figures are next to it. */
export function segments(parts: readonly Segment[]): HTMLElement {
  const made = parts
    .filter(({ share }) => share > 0)
    .map(({ className, share }) => {
      const part = element('span', { class: className });
      // Set through the DOM, because the page's policy does not allow style attributes.
      part.style.width = `${String(Math.min(share, 1) * 100)}%`;
      return part;
    });
  return element('span', { class: 'bar', 'aria-hidden': 'true' }, ...made);
}

/** What the colours mean. */
export function legend(items: readonly { readonly className: string; readonly text: string }[]): HTMLElement {
  const entries = items.map(({ className, text }) =>
    element('li', {}, element('span', { class: `swatch ${className}`, 'aria-hidden': 'true' }), text),
  );
  return element('ul', { class: 'legend' }, ...entries);
}
