import { shownLine } from '../core/protocol/viewModels.ts';

/**
 * What may stand inside an element. Text becomes a text node on one line, in which everything can be seen, always: nothing
 * in a report is ever read as markup, and no process name turns the rest of its line around.
 */
export type Content = Node | string | undefined;

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element. An attribute that is `true` is set without a value; `false` and `undefined` omit it. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...content: readonly Content[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : shownLine(String(value)));
  }
  made.append(...shown(content));
  return made;
}

/** An element of a drawing; its text is a text node as well. */
export function drawing<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...content: readonly Content[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) made.setAttribute(name, shownLine(String(value)));
  made.append(...shown(content));
  return made;
}

function shown(content: readonly Content[]): readonly (Node | string)[] {
  return content
    .filter((item) => item !== undefined)
    .map((item) => (typeof item === 'string' ? shownLine(item) : item));
}

/** A decorative icon from VS Code's icon font. The text next to it gives its meaning. */
export function icon(name: string, className = ''): HTMLElement {
  return element('span', { class: `codicon codicon-${name} ${className}`.trim(), 'aria-hidden': 'true' });
}

/** Text for screen readers only. */
export function unseen(text: string): HTMLElement {
  return element('span', { class: 'unseen' }, text);
}

export function button(
  attributes: Attributes,
  press: () => void,
  ...content: readonly Content[]
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, ...content);
  made.addEventListener('click', press);
  return made;
}
