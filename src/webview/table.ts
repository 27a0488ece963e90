import { numberText } from '../core/protocol/viewModels.ts';
import { button, element, type Content } from './dom.ts';

export interface Column<Row> {
  readonly title: string;
  /** Figures stand right-aligned below each other. */
  readonly numeric?: boolean;
  readonly cell: (row: Row) => Content;
}

export interface TableOptions<Row> {
  /** Names the table on this page; a table that was shown whole stays so when the page is drawn again. */
  readonly id: string;
  readonly caption: string;
  /** The first column names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** How many there are on the host, where the report has the first ones only. */
  readonly total?: number;
}

const firstRows = 10;
const shownWhole = new Set<string>();

/** A table that scrolls sideways in a narrow window and shows its first rows until it is asked for all. */
export function table<Row>(options: TableOptions<Row>): HTMLElement {
  const { id, caption, columns, rows, total = rows.length } = options;
  const body = element('tbody', {}, ...rows.map((row) => tableRow(columns, row)));
  const head = element('tr', {}, ...columns.map(columnHead));
  const made = element(
    'table',
    {},
    element('caption', { class: 'unseen' }, caption),
    element('thead', {}, head),
    body,
  );
  const scroller = element(
    'div',
    { class: 'scroller', role: 'region', 'aria-label': caption, tabindex: 0 },
    made,
  );
  return element('div', { class: 'table' }, scroller, showAllButton(id, body), remainder(rows.length, total));
}

function columnHead<Row>({ title, numeric }: Column<Row>): HTMLElement {
  return element('th', { scope: 'col', class: numeric === true && 'numeric' }, title);
}

function tableRow<Row>(columns: readonly Column<Row>[], row: Row): HTMLElement {
  const cells = columns.map(({ cell, numeric }, position) =>
    position === 0
      ? element('th', { scope: 'row', class: numeric === true && 'numeric' }, cell(row))
      : element('td', { class: numeric === true && 'numeric' }, cell(row)),
  );
  return element('tr', {}, ...cells);
}

function showAllButton(id: string, body: HTMLElement): HTMLElement | undefined {
  const rest = [...body.children].slice(firstRows);
  if (rest.length === 0 || shownWhole.has(id)) return undefined;
  for (const row of rest) row.toggleAttribute('hidden', true);
  const made = button(
    { class: 'link', 'data-key': `all-${id}` },
    () => {
      shownWhole.add(id);
      for (const row of rest) row.toggleAttribute('hidden', false);
      made.remove();
    },
    `Show all ${numberText(body.children.length)} rows`,
  );
  return made;
}

function remainder(shown: number, total: number): HTMLElement | undefined {
  if (total <= shown) return undefined;
  return element('p', { class: 'note' }, `The first ${numberText(shown)} of ${numberText(total)}.`);
}
