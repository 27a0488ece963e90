import { countText, numberText, type Fleet, type FleetSeverity } from '../../core/protocol/viewModels.ts';
import type { FleetPage } from '../../core/protocol/fleetPage.ts';
import { failureBanner } from '../banner.ts';
import { element, icon, type Content } from '../dom.ts';
import { inspectButton } from '../inspectButtons.ts';
import { past } from '../past.ts';
import { note } from '../section.ts';
import { looks } from '../severity.ts';
import { time } from '../time.ts';
import { drift } from './drift.ts';
import { fleetFindings } from './fleetFindings.ts';
import { heat } from './heat.ts';
import { hostsTable } from './hostsTable.ts';

/** The hosts of a Prometheus, most important first; what stands for them until there is an answer. */
export function fleetPage({ label, read, isAsking, failure }: FleetPage): readonly HTMLElement[] {
  const busy = isAsking ? { message: 'Asking Prometheus…', canCancel: false } : undefined;
  const facts: readonly Content[] =
    read === undefined
      ? []
      : [
          ...told(read.fleet),
          element('span', { class: 'fact' }, icon('clock'), time(new Date(read.at).toISOString())),
        ];
  const header = element(
    'header',
    {},
    element(
      'div',
      { class: 'title' },
      element('h1', {}, `Hosts of ${label}`),
      element('p', { class: 'facts', role: 'status' }, ...facts),
    ),
    element('div', { class: 'actions' }, inspectButton(busy, 'Ask again')),
  );
  return [
    header,
    ...(failure === undefined ? [] : [failureBanner(failure, read !== undefined)]),
    ...(read === undefined
      ? isAsking || failure !== undefined
        ? []
        : [note('Prometheus was not asked since the window was loaded.')]
      : [element('main', { 'aria-busy': isAsking && 'true', class: failure && 'old' }, ...content(read))]),
  ];
}

function content({ fleet, reachable }: NonNullable<FleetPage['read']>): readonly Content[] {
  const warned = fleet.problems.map(({ message, nextStep }) => note(`${message} ${nextStep}`));
  if (fleet.hosts.length === 0)
    return [
      ...warned,
      note('In the last day, no host had metrics of socket-diagnostics exporter or node_exporter.'),
      note('Run the exporter on each host, and have Prometheus scrape it.'),
    ];
  return [
    ...warned,
    heat(fleet.hosts),
    past().element,
    hostsTable(fleet.hosts, new Set(reachable)),
    fleetFindings(fleet),
    drift(fleet),
  ];
}

function told({ hosts }: Fleet): readonly HTMLElement[] {
  const severities: readonly FleetSeverity[] = ['error', 'unknown', 'warning'];
  const count = (severity: FleetSeverity): number =>
    hosts.filter((host) => host.severity === severity).length;
  return [
    element('span', { class: 'fact' }, icon('server'), countText(hosts.length, 'host')),
    ...severities
      .filter((severity) => count(severity) > 0)
      .map((severity) =>
        element(
          'span',
          { class: `fact severity-${severity}` },
          icon(looks[severity].icon, 'severity-icon'),
          `${numberText(count(severity))} ${words[severity] ?? severity}`,
        ),
      ),
  ];
}

const words: Partial<Record<FleetSeverity, string>> = {
  error: 'with errors',
  unknown: 'unknown',
  warning: 'with warnings',
};
