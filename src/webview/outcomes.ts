import {
  lengthText,
  type OutcomeNote,
  type Report,
  type ReportSectionName,
} from '../core/protocol/viewModels.ts';
import { element, icon, type Content } from './dom.ts';
import { section } from './section.ts';
import { table } from './table.ts';

interface OutcomeRow {
  readonly name: ReportSectionName;
  readonly outcome: OutcomeNote;
}

const names: Readonly<Record<ReportSectionName, string>> = {
  facts: 'Host facts',
  sockets: 'Sockets',
  counters: 'Counters',
  parameters: 'Kernel parameters',
  configuration: 'Configuration files',
  processes: 'Processes',
  connections: 'Connections that ended',
};

const kinds: Readonly<Record<OutcomeNote['kind'], { readonly icon: string; readonly word: string }>> = {
  ok: { icon: 'pass', word: 'read' },
  partial: { icon: 'warning', word: 'partially read' },
  denied: { icon: 'lock', word: 'permission denied' },
  unavailable: { icon: 'circle-slash', word: 'not available' },
  failed: { icon: 'error', word: 'failed' },
  'not-asked': { icon: 'dash', word: 'not needed' },
};

/** Where the data comes from: the host, what was read and how, and what could not be read. */
export function outcomes(report: Report): HTMLElement {
  const rows = (Object.entries(report.outcomes) as [ReportSectionName, OutcomeNote][]).map(
    ([name, outcome]): OutcomeRow => ({ name, outcome }),
  );
  const title = 'How it was collected';
  return section(
    'outcomes',
    title,
    facts(report),
    table<OutcomeRow>({
      id: 'outcomes',
      caption: title,
      rows,
      columns: [
        { title: 'Part', cell: ({ name }) => names[name] },
        { title: 'Result', cell: ({ outcome }) => result(outcome) },
        { title: 'What is missing, and what to do', cell: ({ outcome }) => problems(outcome) },
      ],
    }),
  );
}

function result({ kind }: OutcomeNote): HTMLElement {
  const { icon: picture, word } = kinds[kind];
  return element('span', { class: `outcome outcome-${kind}` }, icon(picture), word);
}

function problems({ problems: all }: OutcomeNote): Content {
  if (all.length === 0) return undefined;
  const items = all.map(({ code, message, nextStep }) =>
    element('li', {}, `${message} `, element('strong', {}, nextStep), ' ', element('code', {}, code)),
  );
  return element('ul', { class: 'problems' }, ...items);
}

function facts({ host, collector, elapsedMs, takenAt }: Report): HTMLElement {
  const tried = collector.attempts.map(({ collector: id, reason }) => `${id}: ${reason}`).join('; ');
  const entries: readonly (readonly [string, string | undefined])[] = [
    ['Host name', host.hostname],
    ['Platform', host.platform],
    ['Kernel', host.kernelRelease],
    ['User', userText(host.effectiveUser)],
    ['Network namespace', host.networkNamespace],
    ['Sockets read with', collector.used ?? 'nothing'],
    ['Requested', collector.requested],
    ['Tried before', tried === '' ? undefined : tried],
    ['Time taken', lengthText(elapsedMs)],
    ['At', takenAt],
  ];
  const items = entries.flatMap(([label, value]) =>
    value === undefined ? [] : [element('div', {}, element('dt', {}, label), element('dd', {}, value))],
  );
  return element('dl', { class: 'host' }, ...items);
}

function userText(user: number | undefined): string | undefined {
  if (user === undefined) return undefined;
  return user === 0 ? '0 (root)' : `${String(user)} (not root)`;
}
