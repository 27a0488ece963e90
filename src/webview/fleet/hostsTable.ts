import {
  ageText,
  countText,
  formatEndpoint,
  numberText,
  percentText,
  type FleetHost,
} from '../../core/protocol/viewModels.ts';
import { button, element, icon, type Content } from '../dom.ts';
import { barClass } from './heat.ts';
import { past } from '../past.ts';
import { segments } from '../segments.ts';
import { note, section } from '../section.ts';
import { looks } from '../severity.ts';
import { table } from '../table.ts';
import { send } from '../vscodeApi.ts';

/** All hosts, worst first. `reachable`: the instances that can be inspected themselves. */
export function hostsTable(hosts: readonly FleetHost[], reachable: ReadonlySet<string>): HTMLElement {
  const hasNodes = hosts.some(({ source }) => source === 'node');
  return section(
    'hosts',
    'Hosts',
    hasNodes
      ? note('On hosts with only node_exporter, figures are host-wide, not by destination.')
      : undefined,
    table<FleetHost>({
      id: 'hosts',
      caption: 'Hosts, worst first',
      rows: hosts,
      columns: [
        { title: 'Host', cell: (host) => nameCell(host, reachable) },
        { title: 'State', cell: stateCell },
        { title: 'Job', cell: ({ job }) => job },
        { title: 'Fullest', cell: shareCell },
        { title: 'Destination', cell: destinationCell },
        {
          title: 'TIME_WAIT',
          numeric: true,
          cell: ({ timeWait }) => (timeWait === undefined ? '–' : numberText(timeWait)),
        },
        { title: 'Findings', cell: findingsCell },
        {
          title: 'Inspected',
          cell: ({ secondsOld }) => (secondsOld === undefined ? '–' : ageText(secondsOld)),
        },
      ],
    }),
  );
}

function nameCell({ job, instance }: FleetHost, reachable: ReadonlySet<string>): Content {
  const show = button(
    {
      class: 'link endpoint',
      'data-key': `past-of-${job}-${instance}`,
      title: 'Show history',
      'aria-label': `Show history of ${instance}`,
    },
    () => {
      send({ kind: 'askPast', job, instance, hours: 1 });
      past().reveal();
    },
    instance,
  );
  if (!reachable.has(instance)) return show;
  const inspect = button(
    {
      class: 'link',
      'data-key': `inspect-${job}-${instance}`,
      title: 'Inspect this host',
      'aria-label': `Inspect ${instance}`,
    },
    () => {
      send({ kind: 'inspectInstance', instance });
    },
    icon('pulse'),
  );
  return element('span', { class: 'host-name' }, show, inspect);
}

function stateCell({ severity, reason }: FleetHost): Content {
  const { icon: picture, word } = looks[severity];
  return element(
    'span',
    { class: `severity-${severity}` },
    icon(picture, 'severity-icon'),
    word,
    reason === undefined ? undefined : element('span', { class: 'place' }, reason),
  );
}

function shareCell(host: FleetHost): Content {
  const { fullestShare } = host;
  if (fullestShare === undefined) return 'not known';
  return element(
    'span',
    { class: 'gauge' },
    segments([{ className: barClass(host), share: fullestShare }]),
    element('span', { class: 'percent' }, percentText(fullestShare)),
  );
}

function destinationCell({ fullest, source }: FleetHost): Content {
  if (fullest === undefined) return source === 'node' ? 'host-wide' : '–';
  const { remoteAddress, remotePort } = fullest;
  return element('span', { class: 'endpoint' }, formatEndpoint(remoteAddress, Number(remotePort)));
}

function findingsCell({ findings }: FleetHost): Content {
  const [worst, ...others] = findings;
  if (worst === undefined) return '–';
  return others.length === 0 ? worst.rule : `${worst.rule} and ${countText(others.length, 'other')}`;
}
