import {
  dateAndTime,
  historyHours,
  numberText,
  percentText,
  shownLine,
  timeOfDay,
  type HistoryHours,
  type HistoryMark,
  type HistoryPoint,
  type Severity,
} from '../core/protocol/viewModels.ts';
import type { PastFigures } from '../core/protocol/past.ts';
import { button, element } from './dom.ts';
import { HistoryChart } from './historyChart.ts';
import { markItem } from './historyMarks.ts';
import type { Mark } from './historyData.ts';
import { pastShown } from './pastShown.ts';
import { legend } from './segments.ts';
import { section } from './section.ts';
import { table } from './table.ts';
import { send } from './vscodeApi.ts';

const title = 'History from Prometheus';
const spans: Readonly<Record<HistoryHours, string>> = { 1: '1 h', 6: '6 h', 24: '24 h', 168: '7 d' };
const minute = 60;
const hour = 60 * minute;

/** The past of a host, as Prometheus knows it. One instance per page, which survives redrawing. */
class PastSection {
  readonly element: HTMLElement;
  readonly #about = element('p', { class: 'note' });
  readonly #spans = element('div', { class: 'actions spans', role: 'group', 'aria-label': 'Time span' });
  readonly #state = element('p', { class: 'note', role: 'status' });
  readonly #figure = element('div', { class: 'history', role: 'img' });
  readonly #chart = new HistoryChart(this.#figure, {
    seconds: [minute, 5 * minute, 10 * minute, hour, 2 * hour, 6 * hour, 12 * hour, 24 * hour, 48 * hour],
    time: (at) => timeText(at, this.#figures?.hours ?? 1),
    right: { highest: 1, text: (share) => `${String(Math.round(share * 100))} %` },
  });
  readonly #marks = element('ul', { class: 'marks' });
  readonly #table = element('div', {});
  readonly #details = element(
    'details',
    {},
    element('summary', { 'data-key': 'past-table' }, 'Figures'),
    this.#table,
  );
  #figures: PastFigures | undefined;

  constructor() {
    this.#details.addEventListener('toggle', () => {
      this.#drawTable();
    });
    this.element = section(
      'past',
      title,
      this.#about,
      this.#spans,
      this.#state,
      this.#figure,
      legend([
        { className: 'time-wait', text: 'TIME_WAIT (left)' },
        { className: 'in-use', text: 'ports in use to the fullest destination (right)' },
      ]),
      this.#marks,
      this.#details,
    );
    this.element.hidden = true;
  }

  show(figures: PastFigures): void {
    this.#figures = pastShown(this.#figures, figures);
    this.element.hidden = false;
    this.#draw(this.#figures);
  }

  /** Nothing of it is known any more. */
  hide(): void {
    this.#figures = undefined;
    this.element.hidden = true;
  }

  /** Brings it into view when it is there. */
  reveal(): void {
    this.element.hidden = false;
    this.element.scrollIntoView({ block: 'nearest' });
  }

  #draw({ job, instance, prometheus, hours, isAsking, history, failure }: PastFigures): void {
    this.#about.textContent = shownLine(
      `${instance} (job ${job}) as ${prometheus} knows it, by its clock. Dashed lines mark when a kernel parameter was changed or an alert began.`,
    );
    this.#spans.replaceChildren(
      ...historyHours.map((span) =>
        button(
          { 'data-key': `past-${String(span)}`, 'aria-pressed': String(span === hours) },
          () => {
            send({ kind: 'askPast', job, instance, hours: span });
          },
          spans[span],
        ),
      ),
    );
    const known = history?.points.some(
      ({ timeWait, share }) => timeWait !== undefined || share !== undefined,
    );
    this.#state.textContent = isAsking
      ? 'Asking Prometheus…'
      : failure !== undefined
        ? shownLine(`${failure.message} ${failure.nextStep}`)
        : known === true
          ? ''
          : `Prometheus has no figures for the last ${spans[hours]}.`;
    const { points = [], marks = [] } = history ?? {};
    const shown = marks.map(markOf);
    this.#figure.setAttribute('aria-label', `${title}, last ${spans[hours]}. ${pointsText(points)}`);
    this.#marks.replaceChildren(...shown.map((mark) => markItem(mark, timeText(mark.at, hours))));
    if (points.length === 0) this.#chart.clear();
    else
      this.#chart.show({
        samples: points.map(({ at, timeWait, share }) => ({ at, left: timeWait, right: share })),
        marks: shown,
      });
    this.#drawTable();
  }

  #drawTable(): void {
    const { history, hours = 1 } = this.#figures ?? {};
    if (this.#details.open) this.#table.replaceChildren(pointsTable(history?.points ?? [], hours));
  }
}

function timeText(at: number, hours: HistoryHours): string {
  return hours <= 24 ? timeOfDay(at).slice(0, 5) : dateAndTime(at).slice(5, 16);
}

function markOf(mark: HistoryMark): Mark {
  const { at } = mark;
  if (mark.kind === 'alert')
    return { at, severity: alertSeverity(mark.severity), text: `The alert ${mark.name} began to fire.` };
  const { key, index, before, now } = mark;
  const name = index === undefined ? key : `${key}[${String(index)}]`;
  return { at, severity: 'information', text: `${name} was ${String(before)} and is ${String(now)}.` };
}

function alertSeverity(label: string): Severity {
  return label === 'critical' || label === 'error' || label === 'page' ? 'error' : 'warning';
}

/** What the chart shows, in one sentence. */
function pointsText(points: readonly HistoryPoint[]): string {
  const levels = points.flatMap(({ timeWait }) => timeWait ?? []);
  const shares = points.flatMap(({ share }) => share ?? []);
  if (levels.length === 0 && shares.length === 0) return 'No figures.';
  const range = (values: readonly number[], text: (value: number) => string): string =>
    `between ${text(Math.min(...values))} and ${text(Math.max(...values))}`;
  return [
    ...(levels.length === 0 ? [] : [`TIME_WAIT ${range(levels, numberText)}`]),
    ...(shares.length === 0 ? [] : [`ports in use ${range(shares, percentText)}`]),
  ].join(', ');
}

function pointsTable(points: readonly HistoryPoint[], hours: HistoryHours): HTMLElement {
  return table<HistoryPoint>({
    id: 'past',
    caption: title,
    rows: points.filter(({ timeWait, share }) => timeWait !== undefined || share !== undefined).toReversed(),
    columns: [
      { title: 'At', cell: ({ at }) => timeText(at, hours) },
      {
        title: 'TIME_WAIT',
        numeric: true,
        cell: ({ timeWait }) => (timeWait === undefined ? '–' : numberText(timeWait)),
      },
      {
        title: 'Fullest destination',
        numeric: true,
        cell: ({ share }) => (share === undefined ? '–' : percentText(share)),
      },
    ],
  });
}

let only: PastSection | undefined;

export function past(): PastSection {
  return (only ??= new PastSection());
}
