import {
  countText,
  markdownTable,
  numberText,
  type Grouping,
  type TcpStateName,
} from '../core/protocol/viewModels.ts';
import { chooseState, chosenState } from './chosenState.ts';
import { button, element, icon, type Content } from './dom.ts';
import { compareCells, tsv } from './tableText.ts';
import { send } from './vscodeApi.ts';

export interface Column<Row> {
  readonly title: string;
  /** Figures are right-aligned. */
  readonly numeric?: boolean;
  readonly cell: (row: Row) => Content;
}

export interface TableOptions<Row> {
  /** Identifies the table on this page, so that its sorting, filter and expansion are kept when the page is redrawn. */
  readonly id: string;
  readonly caption: string;
  /** The first column names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** The number of sockets of a row in a state, for the states that the table includes. */
  readonly inState?: Partial<Record<TcpStateName, (row: Row) => number>>;
  /** The total number on the host, if the report only has the first ones, and the grouping of the tree that shows all. */
  readonly all?: { readonly total: number; readonly grouping: Grouping };
}

interface Choices {
  sorted?: { readonly column: number; readonly isDown: boolean };
  filter: string;
  isWhole: boolean;
}

/** Made when it is first shown, filtered, sorted or copied. */
class LazyRow<Row> {
  readonly #columns: readonly Column<Row>[];
  readonly #row: Row;
  #element: HTMLElement | undefined;
  #cells: readonly string[] | undefined;

  constructor(columns: readonly Column<Row>[], row: Row) {
    this.#columns = columns;
    this.#row = row;
  }

  get element(): HTMLElement {
    return (this.#element ??= rowElement(this.#columns, this.#row));
  }

  /** Their texts. */
  get cells(): readonly string[] {
    return (this.#cells ??= [...this.element.children].map(textOf));
  }
}

const firstRows = 10;
/** A shorter table needs no controls. */
const leastToFilter = 4;
const choicesById = new Map<string, Choices>();

/** A table that scrolls horizontally in a narrow window, sorts by its headings, and shows only its first rows until expanded. */
export function table<Row>(options: TableOptions<Row>): HTMLElement {
  const { id, caption, columns, all } = options;
  const choices = choicesById.get(id) ?? { filter: '', isWhole: false };
  choicesById.set(id, choices);
  const state = chosenState();
  const inState = state === undefined ? undefined : options.inState?.[state];
  const wantedRows = inState === undefined ? options.rows : options.rows.filter((row) => inState(row) > 0);
  const rows = wantedRows.map((row) => new LazyRow(columns, row));
  const titles = columns.map(({ title }) => title);
  const heads = columns.map((column, index) =>
    columnHead(id, column, () => {
      sortBy(index);
    }),
  );
  const body = element('tbody');
  const showAll = button({ class: 'link', 'data-key': `all-${id}` }, () => {
    choices.isWhole = true;
    arrange();
  });
  const matches = element('span', { class: 'note', role: 'status' });

  const sortBy = (column: number): void => {
    const isDown =
      choices.sorted?.column === column ? !choices.sorted.isDown : columns[column]?.numeric === true;
    choices.sorted = { column, isDown };
    arrange();
  };
  const chosen = (): readonly LazyRow<Row>[] => {
    const wanted = choices.filter.trim().toLowerCase();
    const found =
      wanted === '' ? rows : rows.filter(({ cells }) => cells.join(' ').toLowerCase().includes(wanted));
    const { sorted } = choices;
    if (sorted === undefined) return found;
    const sign = sorted.isDown ? -1 : 1;
    return found.toSorted(
      (a, b) => sign * compareCells(a.cells[sorted.column] ?? '', b.cells[sorted.column] ?? ''),
    );
  };
  const arrange = (): void => {
    const found = chosen();
    const shown = choices.isWhole || choices.filter !== '' ? found : found.slice(0, firstRows);
    body.replaceChildren(...shown.map((row) => row.element));
    showAll.hidden = shown.length === found.length;
    showAll.textContent = `Show all ${numberText(found.length)} rows`;
    matches.textContent = choices.filter === '' ? '' : countText(found.length, 'match', 'matches');
    for (const [index, head] of heads.entries()) markSorted(head, choices, index);
  };
  arrange();

  const made = element(
    'table',
    {},
    element('caption', { class: 'unseen' }, caption),
    element('thead', {}, element('tr', {}, ...heads)),
    body,
  );
  const copy = (write: typeof tsv) => (): void => {
    send({
      kind: 'copy',
      text: write(
        titles,
        chosen().map(({ cells }) => cells),
      ),
    });
  };
  const tools = element(
    'div',
    { class: 'tools' },
    options.rows.length < leastToFilter ? undefined : filterField(id, caption, choices, arrange),
    matches,
    showAll,
    copyButton(id, caption, 'TSV', copy(tsv)),
    copyButton(
      id,
      caption,
      'Markdown',
      copy((head, rows) => `${markdownTable(head, rows)}\n`),
    ),
  );
  const scroller = element(
    'div',
    { class: 'scroller', role: 'region', 'aria-label': caption, tabindex: 0 },
    made,
  );
  return element(
    'div',
    { class: 'table' },
    scroller,
    tools,
    state !== undefined && inState !== undefined ? onlyInState(id, state) : undefined,
    all && remainder(id, options.rows.length, all),
  );
}

function columnHead<Row>(id: string, { title, numeric }: Column<Row>, sort: () => void): HTMLElement {
  return element(
    'th',
    { scope: 'col', class: numeric === true && 'numeric' },
    button({ class: 'sort', 'data-key': `sort-${id}-${title}` }, sort, title),
  );
}

function markSorted(head: HTMLElement, { sorted }: Choices, index: number): void {
  const isSorted = sorted?.column === index;
  head.setAttribute('aria-sort', !isSorted ? 'none' : sorted.isDown ? 'descending' : 'ascending');
  head.querySelector('.codicon')?.remove();
  if (isSorted) head.querySelector('button')?.append(icon(sorted.isDown ? 'arrow-down' : 'arrow-up'));
}

function rowElement<Row>(columns: readonly Column<Row>[], row: Row): HTMLElement {
  const cells = columns.map(({ cell, numeric }, position) =>
    position === 0
      ? element('th', { scope: 'row', class: numeric === true && 'numeric' }, cell(row))
      : element('td', { class: numeric === true && 'numeric' }, cell(row)),
  );
  return element('tr', {}, ...cells);
}

/** The texts of a cell, separated by spaces. */
function textOf(cell: Element): string {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode() !== null) texts.push(walker.currentNode.textContent?.trim() ?? '');
  return texts.filter((text) => text !== '').join(' ');
}

function filterField(id: string, caption: string, choices: Choices, arrange: () => void): HTMLElement {
  const input = element('input', {
    type: 'search',
    placeholder: 'Filter',
    'aria-label': `Filter: ${caption}`,
    'data-key': `filter-${id}`,
    value: choices.filter,
  });
  input.addEventListener('input', () => {
    choices.filter = input.value;
    arrange();
  });
  return input;
}

function copyButton(id: string, caption: string, format: string, press: () => void): HTMLElement {
  const attributes = {
    class: 'link',
    'data-key': `copy-${format}-${id}`,
    'aria-label': `Copy as ${format}: ${caption}`,
  };
  return button(attributes, press, icon('copy'), format);
}

function onlyInState(id: string, state: TcpStateName): HTMLElement {
  const showAll = button(
    { class: 'link', 'data-key': `state-of-${id}` },
    () => {
      send({ kind: 'showSockets', filter: '' });
      chooseState(undefined);
    },
    icon('clear-all'),
    'Show all',
  );
  return element('p', { class: 'note remainder' }, `Only rows with sockets in ${state}.`, showAll);
}

/** The report has the first rows; the tree with the same grouping has all of them. */
function remainder(
  id: string,
  shown: number,
  { total, grouping }: NonNullable<TableOptions<unknown>['all']>,
): HTMLElement | undefined {
  if (total <= shown) return undefined;
  const open = button(
    { class: 'link', 'data-key': `tree-${id}` },
    () => {
      send({ kind: 'showSockets', filter: '', grouping });
    },
    icon('list-tree'),
    `All ${numberText(total)} in the tree`,
  );
  return element(
    'p',
    { class: 'note remainder' },
    `The first ${numberText(shown)} of ${numberText(total)}.`,
    open,
  );
}
