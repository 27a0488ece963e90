import { numberText, timeOfDay, type Report, type TimeWaitLevel } from '../core/protocol/viewModels.ts';
import { button, element, icon } from './dom.ts';
import { HistoryChart } from './historyChart.ts';
import {
  historyText,
  noHistory,
  withLevel,
  withReport,
  type LevelHistory,
  type LevelSample,
} from './historyData.ts';
import { markItem } from './historyMarks.ts';
import { legend } from './segments.ts';
import { note, section } from './section.ts';
import { table } from './table.ts';
import { recall, remember } from './vscodeApi.ts';

const title = 'Since this report was opened';
const tableRows = 30;

/** Number and rate of TIME_WAIT sockets while the page is visible. One instance per page, which survives redrawing. */
class HistorySection {
  readonly element: HTMLElement;
  readonly #figure = element('div', { class: 'history', role: 'img' });
  readonly #chart = new HistoryChart(this.#figure, {
    seconds: [5, 10, 15, 30, 60, 120, 300, 600],
    time: timeText,
  });
  readonly #marks = element('ul', { class: 'marks' });
  readonly #figures = element('div', {});
  readonly #details = element(
    'details',
    {},
    element('summary', { 'data-key': 'history-table' }, 'Figures'),
    this.#figures,
  );
  readonly #pause = button({ class: 'link', 'data-key': 'history-pause' }, () => {
    this.#isPaused = !this.#isPaused;
    this.#draw();
  });
  // A hidden page is discarded; its saved state is restored.
  #history: LevelHistory = recall().history ?? noHistory;
  #isPaused = false;

  constructor() {
    this.#details.addEventListener('toggle', () => {
      this.#draw();
    });
    this.element = section(
      'history',
      title,
      note(
        'The number and rate of TIME_WAIT sockets come from the kernel’s counters while this tab is visible; nothing is read while it is hidden. Dashed lines mark when a finding appeared or a kernel parameter was changed.',
      ),
      this.#figure,
      legend([
        { className: 'time-wait', text: 'TIME_WAIT (left)' },
        { className: 'in-use', text: 'new per second (right)' },
      ]),
      this.#marks,
      this.#pause,
      this.#details,
    );
    this.#draw();
  }

  add(level: TimeWaitLevel, at: number): void {
    this.#set(withLevel(this.#history, level, at));
  }

  compare(older: Report | undefined, newer: Report): void {
    this.#set(withReport(this.#history, older, newer));
  }

  #set(history: LevelHistory): void {
    this.#history = history;
    remember({ history });
    if (!this.#isPaused) this.#draw();
  }

  /** A paused chart does not move; new samples are kept. */
  #draw(): void {
    const paused = this.#isPaused;
    this.#pause.replaceChildren(icon(paused ? 'play' : 'debug-pause'), paused ? 'Resume' : 'Pause');
    this.#pause.setAttribute('aria-pressed', String(paused));
    this.#figure.setAttribute('aria-label', `${title}. ${historyText(this.#history)}`);
    if (paused) return;
    this.#marks.replaceChildren(...this.#history.marks.map((mark) => markItem(mark, timeText(mark.at))));
    const { samples, marks } = this.#history;
    if (samples.length > 0)
      this.#chart.show({
        samples: samples.map(({ at, timeWait, createdPerSecond }) => ({
          at,
          left: timeWait,
          right: createdPerSecond,
        })),
        marks,
      });
    if (this.#details.open) this.#figures.replaceChildren(samplesTable(this.#history.samples));
  }
}

function samplesTable(samples: readonly LevelSample[]): HTMLElement {
  return table<LevelSample>({
    id: 'history',
    caption: title,
    rows: samples
      .filter(({ timeWait }) => timeWait !== undefined)
      .slice(-tableRows)
      .reverse(),
    columns: [
      { title: 'At', cell: ({ at }) => timeText(at) },
      { title: 'TIME_WAIT', numeric: true, cell: ({ timeWait }) => figure(timeWait) },
      { title: 'New per second', numeric: true, cell: ({ createdPerSecond }) => figure(createdPerSecond) },
    ],
  });
}

function figure(value: number | undefined): string {
  return value === undefined ? '–' : numberText(value);
}

function timeText(at: number): string {
  return timeOfDay(at);
}

let only: HistorySection | undefined;

export function history(): HistorySection {
  return (only ??= new HistorySection());
}
