import { driftText, type Fleet, type FleetParameter } from '../../core/protocol/viewModels.ts';
import { element } from '../dom.ts';
import { note, section } from '../section.ts';
import { table } from '../table.ts';
import { noneFound } from './noneFound.ts';

/** The kernel parameters that do not have the same value everywhere. */
export function drift({ drift: parameters, hosts }: Fleet): HTMLElement {
  const title = 'Kernel parameters that differ between hosts';
  if (parameters.length === 0)
    return section(
      'drift',
      title,
      note(noneFound('Every parameter that the exporters report has the same value on all hosts.', hosts)),
    );
  return section(
    'drift',
    title,
    note(
      'Most hosts first. Host names are not known here: query socket_diagnostics_parameter in Prometheus.',
    ),
    table<FleetParameter>({
      id: 'drift',
      caption: title,
      rows: parameters,
      columns: [
        {
          title: 'Parameter',
          cell: ({ key, index }) =>
            element('code', {}, index === undefined ? key : `${key}[${String(index)}]`),
        },
        { title: 'Values', cell: driftText },
      ],
    }),
  );
}
