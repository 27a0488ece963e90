import uPlot from 'uplot';
import { timeOfDay } from '../core/protocol/viewModels.ts';
import type { LevelHistory } from './historyData.ts';

const height = 190;
// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- uPlot.Axis.Side is a const enum of a declaration file: no module has its value
const right: uPlot.Axis.Side = 1;
/** Seconds between two times on the axis. */
const steps = [5, 10, 15, 30, 60, 120, 300, 600];
const leastSeconds = 60;

/** Number and rate over time, on a canvas. The text next to it describes it, and a table has its figures. */
export class HistoryChart {
  readonly element: HTMLElement;
  #plot: uPlot | undefined;
  #history: LevelHistory | undefined;

  constructor(element: HTMLElement) {
    this.element = element;
    new ResizeObserver(() => {
      this.#plot?.setSize({ width: element.clientWidth, height });
    }).observe(element);
    // The theme's colours are read when the chart is created.
    new MutationObserver(() => {
      this.#plot?.destroy();
      this.#plot = undefined;
      if (this.#history !== undefined) this.show(this.#history);
    }).observe(document.body, { attributeFilter: ['class'] });
  }

  show(history: LevelHistory): void {
    this.#history = history;
    const { samples } = history;
    const data: uPlot.AlignedData = [
      samples.map(({ at }) => at / 1000),
      samples.map(({ timeWait }) => timeWait ?? null),
      samples.map(({ createdPerSecond }) => createdPerSecond ?? null),
    ];
    if (this.#plot === undefined) this.#plot = new uPlot(this.#options(), data, this.element);
    else this.#plot.setData(data);
  }

  #options(): uPlot.Options {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const text = colour('--vscode-foreground');
    const font = `12px ${colour('--vscode-font-family')}`;
    const axis = { stroke: text, font, ticks: { show: false } };
    const grid = { stroke: `color-mix(in srgb, ${text} 14%, transparent)`, width: 1 };
    const time = (_: uPlot, seconds: readonly number[]): string[] =>
      seconds.map((second) => timeOfDay(second * 1000));
    return {
      width: this.element.clientWidth || 600,
      height,
      legend: { show: false },
      cursor: { drag: { setScale: false } },
      scales: { x: { range: lastMinute }, level: { range: fromZero }, rate: { range: fromZero } },
      series: [
        {},
        { scale: 'level', stroke: colour('--vscode-charts-yellow'), width: 2, points: { show: false } },
        { scale: 'rate', stroke: colour('--vscode-charts-blue'), width: 1.5, points: { show: false } },
      ],
      axes: [
        { ...axis, grid: { show: false }, values: time, incrs: steps, space: 80, size: 28 },
        { ...axis, scale: 'level', grid, size: 60 },
        {
          ...axis,
          scale: 'rate',
          side: right,
          grid: { show: false },
          size: 60,
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
    for (const { at, severity } of this.#history?.marks ?? []) {
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
