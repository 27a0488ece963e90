import { driftText } from '../../core/fleet/foldFleet.ts';
import type { Fleet, FleetHost, FleetSeverity } from '../../core/fleet/fleet.ts';
import { formatEndpoint } from '../../core/model/endpoint.ts';
import { countText, numberText, percentText } from '../../core/model/numberText.ts';
import { plainLine } from '../../core/model/plainText.ts';
import type { Colour, Paint } from '../paint.ts';
import { tableText, type TextColumn } from '../table.ts';

/** For a screen or two; the JSON has all hosts. */
const maxRows = 50;

const colours: Readonly<Record<FleetSeverity, Colour>> = {
  error: 'red',
  unknown: 'yellow',
  warning: 'yellow',
  information: 'blue',
  hint: 'blue',
  healthy: 'green',
};

/** The fleet as text, for a terminal. All text of hosts is made harmless. */
export function fleetText({ hosts, findings, drift }: Fleet, paint: Paint): string {
  const shown = hosts.slice(0, maxRows);
  const [heading = '', ...rows] = tableText(columns, shown);
  const lines = [
    paint('bold', summary(hosts)),
    ...(hosts.length === 0
      ? ['In the last day, no host had metrics of socket-diagnostics exporter or node_exporter.']
      : []),
    ...(shown.length === 0 ? [] : ['', heading]),
    ...rows.map((row, at) => paintSeverity(row, shown[at]?.severity ?? 'unknown', paint)),
    ...(shown.length < hosts.length ? [`and ${numberText(hosts.length - shown.length)} more`] : []),
    ...section(
      'Findings',
      findings.map(
        ({ rule, severity, hosts: on }) => `${severity} ${plainLine(rule)}: ${countText(on, 'host')}`,
      ),
      paint,
    ),
    ...section(
      'Kernel parameters that differ',
      drift.map((parameter) => {
        const index = parameter.index === undefined ? '' : `[${String(parameter.index)}]`;
        return `${plainLine(parameter.key)}${index}: ${driftText(parameter)}`;
      }),
      paint,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function summary(hosts: readonly FleetHost[]): string {
  const count = (severity: FleetSeverity): number =>
    hosts.filter((host) => host.severity === severity).length;
  const parts = (['error', 'unknown', 'warning'] as const)
    .filter((severity) => count(severity) > 0)
    .map((severity) => `${numberText(count(severity))} ${severity}`);
  return `${countText(hosts.length, 'host')}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}

const columns: readonly TextColumn<FleetHost>[] = [
  { title: 'Severity', align: 'left', text: ({ severity }) => severity },
  { title: 'Instance', align: 'left', text: ({ instance }) => plainLine(instance) },
  { title: 'Job', align: 'left', text: ({ job }) => plainLine(job) },
  {
    title: 'Fullest',
    align: 'right',
    text: ({ fullestShare }) => (fullestShare === undefined ? '?' : percentText(fullestShare)),
  },
  {
    title: 'TIME_WAIT',
    align: 'right',
    text: ({ timeWait }) => (timeWait === undefined ? '?' : numberText(timeWait)),
  },
  {
    title: 'What',
    align: 'left',
    text: ({ reason, fullest, findings }) =>
      plainLine(
        [
          ...(reason === undefined ? [] : [reason]),
          ...(findings[0] === undefined ? [] : [findings[0].rule]),
          ...(fullest === undefined
            ? []
            : [`to ${formatEndpoint(fullest.remoteAddress, Number(fullest.remotePort))}`]),
        ].join(' '),
      ),
  },
];

function paintSeverity(row: string, severity: FleetSeverity, paint: Paint): string {
  return paint(colours[severity], row.slice(0, severity.length)) + row.slice(severity.length);
}

function section(title: string, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.length === 0 ? [] : ['', paint('bold', title), ...lines.map((line) => `  ${line}`)];
}
