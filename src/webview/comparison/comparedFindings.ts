import type { ComparedFinding, Comparison, ReportFinding } from '../../core/protocol/viewModels.ts';
import { element, icon, unseen, type Content } from '../dom.ts';
import { note, section } from '../section.ts';
import { looks } from '../severity.ts';
import { table } from '../table.ts';
import { sideColumns } from './cells.ts';

/** What the rules found on one side, or on both. */
export function comparedFindings(comparison: Comparison): HTMLElement {
  const title = 'Findings';
  if (comparison.findings.length === 0)
    return section('findings', title, note('No rule reported anything on either side.'));
  return section(
    'findings',
    title,
    table<ComparedFinding>({
      id: 'findings',
      caption: title,
      rows: comparison.findings,
      columns: [
        { title: 'Found', cell: (row) => where(row, comparison) },
        ...sideColumns<ReportFinding, ComparedFinding>(comparison, found),
      ],
    }),
  );
}

function where({ left, right }: ComparedFinding, { relation, ...names }: Comparison): Content {
  if (left.kind === 'value' && right.kind === 'value')
    return relation === 'others' ? 'on both' : 'still\u00a0there';
  if (relation === 'others') {
    const side = left.kind === 'value' ? names.left : names.right;
    return `on ${side.name} only`;
  }
  // A finding that could not be judged again may still apply.
  if (right.kind === 'absent') return right.why === 'not found' ? 'gone' : 'not known';
  return left.kind === 'absent' && left.why === 'not found' ? 'new' : 'not known';
}

function found({ severity, title, rule }: ReportFinding): HTMLElement {
  const look = looks[severity];
  return element(
    'div',
    { class: `found severity-${severity}` },
    icon(look.icon, 'severity-icon'),
    element('span', {}, unseen(`${look.word}: `), title, element('code', { class: 'detail' }, rule)),
  );
}
