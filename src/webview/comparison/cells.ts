import type { Comparison, Pair, ComparedPart, Told } from '../../core/protocol/viewModels.ts';
import { element, type Content } from '../dom.ts';
import { note, section } from '../section.ts';
import { table, type Column } from '../table.ts';

/** A value, or the reason why there is none in a muted colour. */
export function toldCell<T>(side: Told<T>, draw: (value: T) => Content): Content {
  return side.kind === 'value' ? draw(side.value) : element('span', { class: 'absent' }, side.why);
}

/** The columns of both sides, with their names as headings. */
export function sideColumns<T, Row extends Pair<T>>(
  { left, right }: Comparison,
  draw: (value: T, row: Row) => Content,
  numeric = false,
): readonly Column<Row>[] {
  return [
    {
      title: left.name,
      numeric,
      cell: (row) => toldCell(row.left, (value) => draw(value, row)),
    },
    {
      title: right.name,
      numeric,
      cell: (row) => toldCell(row.right, (value) => draw(value, row)),
    },
  ];
}

interface PartOptions<Row> {
  readonly id: string;
  readonly title: string;
  readonly part: ComparedPart<Row>;
  readonly columns: readonly Column<Row>[];
  /** The text if there are no rows. */
  readonly none: string;
  readonly below?: Content;
}

/** A section with a comparison table, or with the reason why there is none. */
export function partSection<Row>(options: PartOptions<Row>): HTMLElement {
  const { id, title, part, columns, none, below } = options;
  if (part.kind === 'not-compared') return section(id, title, note(part.why));
  if (part.rows.length === 0) return section(id, title, note(none));
  return section(id, title, table<Row>({ id, caption: title, rows: part.rows, columns }), below);
}
