import type { WatchedDestination } from '../../model/watched.ts';
import { kindsText } from '../connectionWords.ts';
import { destinationText } from '../destinationText.ts';
import { connectionRates } from './comparedConnections.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import { numberText, percentText } from '../../model/numberText.ts';
import { markdownCode as code, markdownTable as table, markdownText as text } from '../markdownText.ts';
import type { ReportDestination } from '../report.ts';
import type { ReportParameter } from '../reportParameters.ts';
import type { ComparedSide, Comparison, ComparedPart, PortOfServer } from './comparison.ts';
import { changeText, figureText, toldText } from './told.ts';

/** The comparison as Markdown for issue trackers and chats: what differs. */
export function comparisonMarkdown(comparison: Comparison): string {
  return `${comparisonParts(comparison).join('\n\n')}\n`;
}

/** The same in parts, the most important first. */
export function comparisonParts(comparison: Comparison): readonly string[] {
  const { left, right, proofs, figures, findings } = comparison;
  const names = [left.name, right.name];
  return [
    `# ${text(comparison.title)}`,
    [side(left), side(right)].join('\n'),
    ...proofs.map(({ place, sentence }) => `**${text(place)}**: ${text(sentence)}`),
    table(
      ['', ...names, 'Change'],
      figures.map((figure) => [
        figure.label,
        toldText(figure.left, (value) => figureText(value, figure.unit)),
        toldText(figure.right, (value) => figureText(value, figure.unit)),
        changeText(figure, figure.unit),
      ]),
    ),
    '## Findings',
    findings.length === 0
      ? 'No rule reported anything on either side.'
      : table(
          names,
          findings.map((found) => [found.left, found.right].map((told) => toldText(told, titleOf))),
        ),
    ...section(
      'Ephemeral ports by destination',
      comparison.destinations,
      ['Destination', ...names],
      (row) => [
        formatEndpoint(row.remoteAddress, row.remotePort),
        toldText(row.left, portsText),
        toldText(row.right, portsText),
      ],
    ),
    ...section('Sockets by state', comparison.states, ['State', ...names, 'Change'], (row) => [
      row.state,
      toldText(row.left, numberText),
      toldText(row.right, numberText),
      changeText(row),
    ]),
    ...section('Listening ports', comparison.listeners, ['Port', ...names], (row) => [
      String(row.port),
      toldText(row.left, serverText),
      toldText(row.right, serverText),
    ]),
    ...connections(comparison, names),
    ...section('Kernel parameters that differ', comparison.parameters, ['Key', ...names], (row) => [
      row.key,
      toldText(row.left, parameterText),
      toldText(row.right, parameterText),
    ]),
    // Not relevant for two hosts.
    ...(comparison.relation === 'others' ? [] : counters(comparison)),
  ];
}

/** `9 of 10 (90 %), 8 in TIME_WAIT` */
function portsText({ used, usable, share, timeWait }: ReportDestination): string {
  const ports = usable === undefined ? numberText(used) : `${numberText(used)} of ${numberText(usable)}`;
  const part = share === undefined ? '' : ` (${percentText(share)})`;
  return `${ports}${part}, ${numberText(timeWait)} in TIME_WAIT`;
}

/** Nothing if neither side was watched: not every file has connections. */
function connections({ connections: part }: Comparison, names: readonly string[]): readonly string[] {
  if (part.kind === 'not-compared') return [];
  return section(
    'Connections that ended, by destination',
    part,
    ['Destination', ...names, 'Change per second'],
    (row) => [
      destinationText(row),
      toldText(row.left, endsText),
      toldText(row.right, endsText),
      changeText(connectionRates(row)),
    ],
  );
}

/** `12.5 per second: one exchange 120, refused 5` */
function endsText(connections: WatchedDestination): string {
  return `${numberText(connections.perSecond)} per second: ${kindsText(connections.kinds)}`;
}

function serverText({ listening, process, timeWait, established, closeWait }: PortOfServer): string {
  const who = listening ? (process ?? 'listening') : 'no longer listening';
  return `${who}: ${numberText(timeWait)} TIME_WAIT, ${numberText(established)} established, ${numberText(closeWait)} CLOSE_WAIT`;
}

function parameterText({ value = '', isChanged }: ReportParameter): string {
  return `${value === '' ? 'empty' : value}${isChanged === false ? ' (default)' : ''}`;
}

function titleOf({ severity, title }: { readonly severity: string; readonly title: string }): string {
  return `${severity.toUpperCase()}: ${title}`;
}

function side({ name, label, kernelRelease, takenAt, openedFrom, verdict }: ComparedSide): string {
  const called = name === label ? '' : ` ${text(label)},`;
  const kernel = kernelRelease === undefined ? '' : `, kernel ${code(kernelRelease)}`;
  const file = openedFrom === undefined ? '' : `, from ${code(openedFrom)}`;
  return `- **${text(name)}**:${called} ${takenAt}${kernel}${file}. ${text(verdict.sentence)}`;
}

function counters({ counters: part }: Comparison): readonly string[] {
  return section('Counters in between', part, ['Counter', 'Growth', 'Per second', ''], (row) => [
    row.name,
    numberText(row.growth),
    row.perSecond === undefined ? '–' : numberText(row.perSecond),
    row.meaning,
  ]);
}

function section<T>(
  title: string,
  part: ComparedPart<T>,
  head: readonly string[],
  cells: (row: T) => readonly string[],
): readonly string[] {
  if (part.kind === 'not-compared') return [`## ${title}`, text(part.why)];
  return part.rows.length === 0 ? [] : [`## ${title}`, table(head, part.rows.map(cells))];
}
