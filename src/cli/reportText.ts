import { formatEndpoint } from '../core/model/endpoint.ts';
import type { Severity } from '../core/model/finding.ts';
import { numberText, percentText } from '../core/model/numberText.ts';
import { plainLine } from '../core/model/plainText.ts';
import { actionCommands } from '../core/report/findings/findingAction.ts';
import { siteNote } from '../core/report/findings/siteActions.ts';
import { notCheckedText } from '../core/report/notCheckedText.ts';
import type { Report, ReportClient, ReportDestination, ReportListener } from '../core/report/report.ts';
import { unsearchedText } from '../core/report/unsearched.ts';
import type { Colour, Paint } from './paint.ts';
import { tableText, type TextColumn } from './table.ts';

/** Maximum rows per table, to fit on a screen; the JSON has more. */
const maxRows = 10;
const barWidth = 50;

/** The report as text, for a terminal of 100 columns. All text from the host is sanitized at the end. */
export function reportText(report: Report, paint: Paint): string {
  const sections = [
    header(report, paint),
    findings(report, paint),
    destinations(report, paint),
    listeners(report, paint),
    clients(report, paint),
    ages(report, paint),
    states(report, paint),
    missing(report, paint),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

const verdictColours: Readonly<Record<Report['verdict']['severity'], Colour>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'blue',
  healthy: 'green',
  unknown: 'yellow',
};

function header(
  { host, collector, verdict, takenAt, elapsedMs, openedFrom, timeWait }: Report,
  paint: Paint,
): readonly string[] {
  const kernel = host.kernelRelease === undefined ? '' : `, kernel ${host.kernelRelease}`;
  const source = collector.used === undefined ? 'no source' : `by ${collector.used}`;
  const count =
    timeWait.count === undefined
      ? []
      : [
          `TIME_WAIT: ${numberText(timeWait.count)} (opened by this host ${numberText(timeWait.client ?? 0)}, ` +
            `by clients ${numberText(timeWait.server ?? 0)}, unknown ${numberText(timeWait.other ?? 0)})`,
        ];
  return [
    paint(verdictColours[verdict.severity], paint('bold', plainLine(verdict.sentence))),
    paint(
      'dim',
      `${plainLine(host.label)}${plainLine(kernel)}, ${takenAt}, ${source} in ${String(elapsedMs)} ms`,
    ),
    ...(openedFrom === undefined
      ? []
      : [paint('yellow', `A snapshot, opened from ${plainLine(openedFrom)}`)]),
    ...count,
  ];
}

const severityNames: Readonly<Record<Severity, string>> = {
  error: 'ERROR',
  warning: 'WARNING',
  information: 'INFORMATION',
  hint: 'HINT',
};

function findings(report: Report, paint: Paint): readonly string[] {
  return report.findings.flatMap((finding, index) => [
    ...(index === 0 ? [] : ['']),
    `${paint(verdictColours[finding.severity], severityNames[finding.severity])} ${paint('bold', plainLine(finding.title))}`,
    ...wrap(plainLine(finding.explanation), '  '),
    ...finding.evidence.map(
      ({ label, value, source }) =>
        `  - ${plainLine(`${label}: ${value}`)} ${paint('dim', plainLine(`[${source}]`))}`,
    ),
    ...finding.remedies.flatMap((remedy, at) => wrap(plainLine(`${String(at + 1)}. ${remedy}`), '  ')),
    ...(finding.sites ?? []).flatMap((site) => [
      `  ${paint('bold', plainLine(`${site.file}:${String(site.range.start.line + 1)}`))} ${plainLine(site.text.trim().slice(0, 120))}`,
      ...wrap(`${plainLine(site.mechanism)} (${siteNote(site)})`, '    '),
    ]),
    ...actionCommands(finding.actions).map((command) => `  $ ${plainLine(command)}`),
    paint('dim', `  Rule ${finding.rule}, guide section ${finding.section}`),
  ]);
}

function destinations({ sockets }: Report, paint: Paint): readonly string[] {
  if (sockets === undefined) return [];
  const { ports, destinations: all, destinationCount } = sockets;
  const title = heading('Destinations by local ports', all.length, destinationCount, paint);
  const range =
    ports === undefined
      ? 'The port range could not be read.'
      : `Range ${String(ports.low)}–${String(ports.high)}: ${ports.upperBound ? 'at most ' : ''}${numberText(ports.usable)} usable ` +
        `(${numberText(ports.reserved)} reserved, ${numberText(ports.listening)} listened on, ${numberText(ports.bound ?? 0)} held by bind())`;
  if (all.length === 0) return [title, range, 'No outgoing connection uses a port in the range.'];
  return [title, range, ...tableText(destinationColumns, all.slice(0, maxRows))];
}

const destinationColumns: readonly TextColumn<ReportDestination>[] = [
  { title: 'From', align: 'left', text: ({ localAddress }) => localAddress },
  {
    title: 'To',
    align: 'left',
    text: ({ remoteAddress, remotePort }) => formatEndpoint(remoteAddress, remotePort),
  },
  { title: 'Ports', align: 'right', text: ({ used }) => numberText(used) },
  { title: 'Share', align: 'right', text: ({ share }) => (share === undefined ? '?' : percentText(share)) },
  { title: 'TIME_WAIT', align: 'right', text: ({ timeWait }) => numberText(timeWait) },
  { title: 'Reusable', align: 'right', text: ({ reusable }) => numberText(reusable) },
  { title: 'Closes/s', align: 'right', text: ({ closesPerSecond }) => numberText(closesPerSecond) },
  {
    title: 'Sustainable/s',
    align: 'right',
    text: ({ sustainablePerSecond }) =>
      sustainablePerSecond === undefined ? '?' : numberText(sustainablePerSecond),
  },
];

function listeners({ sockets }: Report, paint: Paint): readonly string[] {
  if (sockets === undefined || sockets.listeners.length === 0) return [];
  const title = heading('Listeners', sockets.listeners.length, sockets.listenerCount, paint);
  return [title, ...tableText(listenerColumns, sockets.listeners.slice(0, maxRows))];
}

const listenerColumns: readonly TextColumn<ReportListener>[] = [
  { title: 'Listens on', align: 'left', text: ({ address, port }) => formatEndpoint(address, port) },
  { title: 'TIME_WAIT (closed first here)', align: 'right', text: ({ timeWait }) => numberText(timeWait) },
  { title: 'Established', align: 'right', text: ({ established }) => numberText(established) },
  { title: 'CLOSE_WAIT', align: 'right', text: ({ closeWait }) => numberText(closeWait) },
  {
    title: 'Accept queue',
    align: 'right',
    text: ({ acceptQueue, acceptQueueLimit }) =>
      acceptQueueLimit === undefined
        ? numberText(acceptQueue)
        : `${numberText(acceptQueue)} of ${numberText(acceptQueueLimit)}`,
  },
  { title: 'Process', align: 'left', text: (listener) => plainLine(listener.process ?? '') },
];

function clients({ sockets }: Report, paint: Paint): readonly string[] {
  if (sockets === undefined || sockets.clients.length === 0) return [];
  const title = heading('Clients', sockets.clients.length, sockets.clientCount, paint);
  return [title, ...tableText(clientColumns, sockets.clients.slice(0, maxRows))];
}

const clientColumns: readonly TextColumn<ReportClient>[] = [
  { title: 'Client', align: 'left', text: ({ remoteAddress }) => remoteAddress },
  { title: 'Our port', align: 'right', text: ({ localPort }) => String(localPort) },
  { title: 'Connections', align: 'right', text: ({ total }) => numberText(total) },
  { title: 'TIME_WAIT', align: 'right', text: ({ timeWait }) => numberText(timeWait) },
];

/** Ten lines of six seconds: the shape, on any terminal. */
function ages({ timeWait }: Report, paint: Paint): readonly string[] {
  if ((timeWait.count ?? 0) === 0) return [];
  const width = Math.ceil(timeWait.ages.length / 10);
  const steps = Array.from({ length: Math.ceil(timeWait.ages.length / width) }, (_, at) => {
    const part = timeWait.ages.slice(at * width, (at + 1) * width);
    const count = part.reduce((sum, { client, server, other }) => sum + client + server + other, 0);
    return { from: at * width, to: at * width + part.length, count };
  });
  const most = Math.max(...steps.map(({ count }) => count), 1);
  return [
    paint('bold', 'When the current TIME_WAIT sockets were closed'),
    ...steps.map(({ from, to, count }) => {
      const bar = '█'.repeat(Math.ceil((count / most) * barWidth));
      const seconds = `${String(from).padStart(3)}–${String(to).padEnd(3)} s ago`;
      return `${seconds} ${numberText(count).padStart(9)}${bar === '' ? '' : `  ${paint('blue', bar)}`}`;
    }),
  ];
}

function states({ sockets }: Report, paint: Paint): readonly string[] {
  if (sockets === undefined) return [];
  const present = sockets.states.filter(({ count }) => count > 0);
  const text = present.map(({ state, count }) => `${state} ${numberText(count)}`).join(', ');
  return [paint('bold', `Sockets: ${numberText(sockets.total)}`), ...(text === '' ? [] : wrap(text, ''))];
}

function missing({ outcomes, notJudged, collector, unsearched }: Report, paint: Paint): readonly string[] {
  const problems = Object.entries(outcomes).flatMap(([section, { kind, problems: all }]) =>
    all.flatMap(({ message, nextStep }) =>
      wrap(`${section} ${kind}: ${plainLine(message)} ${plainLine(nextStep)}`, '  '),
    ),
  );
  const attempts = collector.attempts.flatMap(({ collector: id, reason }) =>
    wrap(`${id} not used: ${plainLine(reason)}`, '  '),
  );
  const rules = notJudged.flatMap((gap) => wrap(`${notCheckedText(gap)}: ${plainLine(gap.reason)}`, '  '));
  const source = unsearchedText(unsearched);
  const lines = [...problems, ...attempts, ...rules, ...(source === undefined ? [] : wrap(source, '  '))];
  return lines.length === 0 ? [] : [paint('bold', 'What is missing'), ...lines];
}

function heading(title: string, shown: number, all: number, paint: Paint): string {
  const some = Math.min(shown, maxRows);
  return paint('bold', some === all ? title : `${title} (${numberText(some)} of ${numberText(all)})`);
}

function wrap(text: string, indent: string): readonly string[] {
  const width = 100 - indent.length;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}
