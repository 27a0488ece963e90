import type { Report, ReportParameter } from '../core/protocol/viewModels.ts';
import { button, element, type Content } from './dom.ts';
import { note, section } from './section.ts';
import { table } from './table.ts';
import { send } from './vscodeApi.ts';

/** The kernel parameters that the findings are based on, with their running values. */
export function parameters(report: Report, canChange: boolean): HTMLElement {
  const title = 'Kernel parameters';
  if (report.parameters.length === 0) {
    const [problem] = report.outcomes.parameters.problems;
    const why = problem === undefined ? '' : ` ${problem.message}`;
    return section('parameters', title, note(`None could be read.${why}`));
  }
  return section(
    'parameters',
    title,
    configurationNote(report),
    table<ReportParameter>({
      id: 'parameters',
      caption: title,
      rows: report.parameters,
      columns: [
        { title: 'Key', cell: ({ key }) => element('code', {}, key) },
        {
          title: 'Running value',
          numeric: true,
          cell: running,
        },
        { title: 'Configured', cell: configured },
        { title: 'Default', numeric: true, cell: usual },
        { title: 'Note', cell: ({ note: text }) => (text === undefined ? undefined : text) },
        ...(canChange ? [{ title: 'Change', cell: change }] : []),
      ],
    }),
  );
}

/** Asks for a value and sets it after confirmation. */
function change({ key, value }: ReportParameter): Content {
  if (value === undefined) return undefined;
  return button(
    { class: 'link', 'data-key': `set-${key}`, 'aria-label': `Set ${key}` },
    () => {
      send({ kind: 'setParameter', key });
    },
    'Set…',
  );
}

/** If the files do not apply to the shown namespace, their values must not be mistaken for its configuration. */
function configurationNote({ configuration, outcomes }: Report): HTMLElement | undefined {
  if (configuration?.appliesHere === false)
    return note(
      'Configuration files are not applied to this network namespace at boot. ' +
        '“Configured” shows what the files set for the machine.',
    );
  const [problem] = outcomes.configuration.problems;
  return problem === undefined ? undefined : note(`Configured: ${problem.message}`);
}

/** What the files set, and where; marked if it differs from the running value. */
function configured({ configured: set, isDrifted }: ReportParameter): Content {
  if (set === undefined) return '–';
  const value = set.value === '' ? 'empty' : set.value;
  const place = element('span', { class: 'place' }, `${set.path}:${String(set.line)}`);
  if (isDrifted !== true) return element('span', { class: 'set' }, value, place);
  return element(
    'strong',
    { class: 'set changed' },
    value,
    element('span', { class: 'from' }, 'not applied'),
    place,
  );
}

/** Marked if it differs from the default. */
function running({ value, isChanged }: ReportParameter): Content {
  if (value === undefined) return '–';
  if (isChanged !== true) return value;
  return element('strong', { class: 'changed' }, value, element('span', { class: 'from' }, 'changed'));
}

function usual({ default: value, computedDefault }: ReportParameter): Content {
  if (computedDefault !== undefined) return element('span', { title: computedDefault }, 'computed');
  if (value === undefined) return '–';
  return value === '' ? 'empty' : value;
}
