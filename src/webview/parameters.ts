import type { Report, ReportParameter } from '../core/protocol/viewModels.ts';
import { element } from './dom.ts';
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
          cell: ({ value }) => (value === undefined ? '–' : printable(value)),
        },
        { title: 'Note', cell: ({ note: text }) => (text === undefined ? undefined : printable(text)) },
      ],
    }),
  );
}
