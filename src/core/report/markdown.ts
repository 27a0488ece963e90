import { formatEndpoint } from '../model/endpoint.ts';
import type { ConfiguredValue } from '../model/configuredParameters.ts';
import { countText, numberText, percentText } from '../model/numberText.ts';
import { connectionsMarkdown } from './connectionsMarkdown.ts';
import { findingMarkdown } from './findings/findingMarkdown.ts';
import { markdownCode as code, markdownTable as table, markdownText as text } from './markdownText.ts';
import { notCheckedText } from './notCheckedText.ts';
import type { Report, ReportDestination } from './report.ts';
import { unsearchedText } from './unsearched.ts';

const maxRows = 10;

/** The report as Markdown for issue trackers and chats: what is wrong, with evidence. */
export function reportMarkdown(report: Report): string {
  return `${reportParts(report).join('\n\n')}\n`;
}

/** The same in parts that can be read on their own, the most important first. */
export function reportParts(report: Report): readonly string[] {
  const { host, verdict, collector, takenAt, findings, sockets } = report;
  const kernel = host.kernelRelease === undefined ? '' : `, kernel ${code(host.kernelRelease)}`;
  const source = collector.used === undefined ? 'sockets not read' : `read with ${collector.used}`;
  return [
    `# TIME_WAIT on ${text(host.label)}`,
    `**${text(verdict.sentence)}**`,
    `${takenAt}${kernel}, ${source}.`,
    ...level(report),
    ...findings.map(findingMarkdown),
    ...(sockets === undefined || sockets.destinations.length === 0
      ? []
      : [`## Ephemeral ports by destination\n\n${destinations(sockets.destinations)}`]),
    ...(report.connections === undefined ? [] : connectionsMarkdown(report.connections)),
    ...changed(report),
    ...gaps(report),
  ];
}

function level({ timeWait: { count, client = 0, server = 0, other = 0, limit } }: Report): readonly string[] {
  if (count === undefined) return [];
  const most = limit === undefined ? '' : ` of at most ${numberText(limit)}`;
  return [
    `${countText(count, 'TIME_WAIT socket')}${most}: ${numberText(client)} opened by this host, ${numberText(server)} by clients, ${numberText(other)} unknown.`,
  ];
}

function destinations(all: readonly ReportDestination[]): string {
  const rows = all
    .slice(0, maxRows)
    .map(({ remoteAddress, remotePort, localAddress, used, usable, share, timeWait, closesPerSecond }) => [
      formatEndpoint(remoteAddress, remotePort),
      localAddress,
      usable === undefined ? numberText(used) : `${numberText(used)} of ${numberText(usable)}`,
      share === undefined ? '–' : percentText(share),
      numberText(timeWait),
      numberText(closesPerSecond),
    ]);
  return table(['Destination', 'From', 'Ports', 'Share', 'TIME_WAIT', 'Closed per second'], rows);
}

function changed({ parameters }: Report): readonly string[] {
  const rows = parameters
    .filter(({ isChanged }) => isChanged === true)
    .map(({ key, value = '', default: usual = '', configured }) => [
      key,
      value,
      usual,
      placeText(configured),
    ]);
  return rows.length === 0
    ? []
    : [
        `## Kernel parameters that differ from their defaults\n\n${table(['Key', 'Running', 'Default', 'Configured'], rows)}`,
      ];
}

function placeText(configured: ConfiguredValue | undefined): string {
  if (configured === undefined) return '';
  const { value, path, line } = configured;
  return `${value} (${path}:${String(line)})`;
}

function gaps({ notJudged, unsearched }: Report): readonly string[] {
  const source = unsearchedText(unsearched);
  if (notJudged.length === 0 && source === undefined) return [];
  const lines = notJudged.map((gap) => `- ${notCheckedText(gap)}: ${text(gap.reason)}`);
  if (source !== undefined) lines.push(`- ${source}`);
  return [`## Not judged\n\n${lines.join('\n')}`];
}
