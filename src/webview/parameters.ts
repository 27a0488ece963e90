import type { Report, ReportParameter } from '../core/protocol/viewModels.ts';
import { element, type Content } from './dom.ts';
import { printable } from './format.ts';
import { note, section } from './section.ts';
import { table } from './table.ts';

/** The kernel parameters that the findings rest on, as the kernel runs with them. */
export function parameters(report: Report): HTMLElement {
  const title = 'Kernel parameters';
  if (report.parameters.length === 0) {
    const [problem] = report.outcomes.parameters.problems;
    const why = problem === undefined ? '' : ` ${printable(problem.message)}`;
    return section('parameters', title, note(`None could be read.${why}`));
  }
  return section(
    'parameters',
    title,
    table<ReportParameter>({
      id: 'parameters',
      caption: title,
      rows: report.parameters,
      columns: [
        { title: 'Key', cell: ({ key }) => element('code', {}, printable(key)) },
        {
          title: 'Running value',
          numeric: true,
          cell: running,
        },
        { title: 'Default', numeric: true, cell: usual },
        { title: 'Note', cell: ({ note: text }) => (text === undefined ? undefined : printable(text)) },
      ],
    }),
  );
}

/** Marked where it is another than the default. */
function running({ value, isChanged }: ReportParameter): Content {
  if (value === undefined) return '–';
  if (isChanged !== true) return printable(value);
  return element(
    'strong',
    { class: 'changed' },
    printable(value),
    element('span', { class: 'from' }, 'changed'),
  );
}

function usual({ default: value, computedDefault }: ReportParameter): Content {
  if (computedDefault !== undefined) return element('span', { title: computedDefault }, 'computed');
  if (value === undefined) return '–';
  return value === '' ? 'empty' : printable(value);
}
