import { changeText, figureText, type Comparison } from '../../core/protocol/viewModels.ts';
import { section } from '../section.ts';
import { table } from '../table.ts';
import { sideColumns } from './cells.ts';

type Figure = Comparison['figures'][number];

/** The key figures, and how they changed. */
export function comparedFigures(comparison: Comparison): HTMLElement {
  const title = 'Figures';
  return section(
    'figures',
    title,
    table<Figure>({
      id: 'figures',
      caption: title,
      rows: comparison.figures,
      columns: [
        { title: 'Figure', cell: ({ label }) => label },
        ...sideColumns<number, Figure>(comparison, (value, { unit }) => figureText(value, unit), true),
        { title: 'Change', numeric: true, cell: (row) => changeText(row, row.unit) },
      ],
    }),
  );
}
