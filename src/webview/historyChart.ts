import uPlot from 'uplot';
import type { Mark } from './historyData.ts';

const height = 190;
// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- uPlot.Axis.Side is a const enum of a declaration file: no module has its value
const right: uPlot.Axis.Side = 1;
const leastSeconds = 60;

/** Two lines over time, and what happened. */
export interface ChartData {
  readonly samples: readonly {
    /** Milliseconds since 1970. */
    readonly at: number;
    readonly left?: number | undefined;
    readonly right?: number | undefined;
  }[];
  readonly marks: readonly Pick<Mark, 'at' | 'severity'>[];
}

export interface ChartAxes {
  /** Seconds that may lie between two times on the axis. */
  readonly seconds: readonly number[];
  /** A time on the axis, of milliseconds since 1970. */
  readonly time: (at: number) => string;
  /** The scale at the right, if it has a fixed end and texts of its own. */
  readonly right?: { readonly highest: number; readonly text: (value: number) => string };
}

/** Number and rate over time, on a canvas. The text next to it describes it, and a table has its figures. */
export class HistoryChart {
  readonly element: HTMLElement;
  readonly #axes: ChartAxes;
  #plot: uPlot | undefined;
  #data: ChartData | undefined;

  constructor(element: HTMLElement, axes: ChartAxes) {
    this.element = element;
    this.#axes = axes;
    new ResizeObserver(() => {
      this.#fit();
    }).observe(element);
    // The theme's colours are read when the chart is created.
    new MutationObserver(() => {
      const data = this.#data;
      this.clear();
      if (data !== undefined) this.show(data);
    }).observe(document.body, { attributeFilter: ['class'] });
  }

  show(shown: ChartData): void {
    this.#data = shown;
    // Until it stands in the page, nobody waits for it, and its width is not known.
    if (this.#plot === undefined && this.element.clientWidth === 0) return;
    const { samples } = shown;
    const data: uPlot.AlignedData = [
      samples.map(({ at }) => at / 1000),
      samples.map(({ left }) => left ?? null),
      samples.map(({ right: value }) => value ?? null),
    ];
    if (this.#plot === undefined) this.#plot = new uPlot(this.#options(), data, this.element);
    else this.#plot.setData(data);
  }

  /** Nothing is known: no line is shown. */
  clear(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
    this.#data = undefined;
  }

  #fit(): void {
    const width = this.element.clientWidth;
    if (width === 0) return;
    if (this.#plot !== undefined) this.#plot.setSize({ width, height });
    else if (this.#data !== undefined) this.show(this.#data);
  }

  #options(): uPlot.Options {
    const axes = this.#axes;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const text = colour('--vscode-foreground');
    const font = `12px ${colour('--vscode-font-family')}`;
    const axis = { stroke: text, font, ticks: { show: false } };
    const grid = { stroke: `color-mix(in srgb, ${text} 14%, transparent)`, width: 1 };
    const time = (_: uPlot, seconds: readonly number[]): string[] =>
      seconds.map((second) => axes.time(second * 1000));
    const { right: fixed } = axes;
    const end = fixed?.highest;
    return {
      width: this.element.clientWidth,
      height,
      legend: { show: false },
      cursor: { drag: { setScale: false } },
      scales: {
        x: { range: lastMinute },
        level: { range: fromZero },
        rate: { range: end === undefined ? fromZero : [0, end] },
      },
      series: [
        {},
        { scale: 'level', stroke: colour('--vscode-charts-yellow'), width: 2, points: { show: false } },
        { scale: 'rate', stroke: colour('--vscode-charts-blue'), width: 1.5, points: { show: false } },
      ],
      axes: [
        { ...axis, grid: { show: false }, values: time, incrs: [...axes.seconds], space: 80, size: 28 },
        { ...axis, scale: 'level', grid, size: 60 },
        {
          ...axis,
          scale: 'rate',
          side: right,
          grid: { show: false },
          size: 60,
          ...(fixed && { values: (_: uPlot, values: readonly number[]) => values.map(fixed.text) }),
        },
      ],
      hooks: {
        draw: [
          (plot) => {
            this.#drawMarks(plot, colour);
          },
        ],
      },
    };
  }

  #drawMarks(plot: uPlot, colour: (name: string) => string): void {
    const { ctx, bbox } = plot;
    for (const { at, severity } of this.#data?.marks ?? []) {
      const x = plot.valToPos(at / 1000, 'x', true);
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      const name = severity === 'error' ? 'Error' : severity === 'warning' ? 'Warning' : 'Info';
      ctx.save();
      ctx.strokeStyle = colour(`--vscode-editor${name}-foreground`);
      ctx.lineWidth = 2;
      ctx.setLineDash([5, 4]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.restore();
    }
  }
}

/** The whole time, but at least one minute. */
function lastMinute(_: uPlot, first: number, last: number): [number, number] {
  return [Math.min(first, last - leastSeconds), last];
}

function fromZero(_: uPlot, _low: number, high: number): [number, number] {
  return [0, Math.max(1, high * 1.1)];
}
