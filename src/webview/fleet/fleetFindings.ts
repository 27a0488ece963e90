import { numberText, type Fleet } from '../../core/protocol/viewModels.ts';
import { element, icon } from '../dom.ts';
import { note, section } from '../section.ts';
import { looks } from '../severity.ts';
import { table } from '../table.ts';
import { noneFound } from './noneFound.ts';

/** Each rule with the number of hosts that it has a finding on. */
export function fleetFindings({ findings, hosts }: Fleet): HTMLElement {
  const title = 'Findings across hosts';
  if (findings.length === 0)
    return section('fleet-findings', title, note(noneFound('No host has a finding.', hosts)));
  return section(
    'fleet-findings',
    title,
    table<Fleet['findings'][number]>({
      id: 'fleet-findings',
      caption: title,
      rows: findings,
      columns: [
        { title: 'Rule', cell: ({ rule }) => element('code', {}, rule) },
        {
          title: 'Severity',
          cell: ({ severity }) =>
            element(
              'span',
              { class: `severity-${severity}` },
              icon(looks[severity].icon, 'severity-icon'),
              looks[severity].word,
            ),
        },
        { title: 'Hosts', numeric: true, cell: ({ hosts: count }) => numberText(count) },
      ],
    }),
  );
}
