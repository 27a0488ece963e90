import uPlot from 'uplot';
import type { WatchedConnections } from '../../core/protocol/viewModels.ts';

const height = 140;
/** Between two times on the axis: a step of the history is never shorter. */
const wholeSeconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600];

/** Ends and failures for each second of the watching. Canvas: the sentence next to it and the table say the same. */
export function rateChart({ history: { secondsPerStep, ended, failed } }: WatchedConnections): HTMLElement {
  const figure = document.createElement('div');
  figure.className = 'history rate';
  figure.setAttribute('role', 'img');
  const rate = (counts: readonly number[]): number[] => counts.map((count) => count / secondsPerStep);
  const most = Math.max(0, ...rate(ended));
  figure.setAttribute(
    'aria-label',
    `Connections that ended per second: at most ${most.toFixed(0)}; failed: at most ${Math.max(0, ...rate(failed)).toFixed(0)}.`,
  );
  const data: uPlot.AlignedData = [ended.map((_, step) => step * secondsPerStep), rate(ended), rate(failed)];
  let plot: uPlot | undefined;
  const draw = (): void => {
    plot?.destroy();
    plot = new uPlot(options(figure.clientWidth || 600), data, figure);
  };
  // Drawn once it has a place on the page, and again when the theme changes.
  const observer = new ResizeObserver(() => {
    if (!figure.isConnected) return;
    if (plot === undefined) draw();
    else plot.setSize({ width: figure.clientWidth, height });
  });
  observer.observe(figure);
  new MutationObserver(() => {
    if (figure.isConnected) draw();
  }).observe(document.body, { attributeFilter: ['class'] });
  return figure;
}

function options(width: number): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const text = colour('--vscode-foreground');
  const axis = { stroke: text, font: `12px ${colour('--vscode-font-family')}`, ticks: { show: false } };
  const grid = { stroke: `color-mix(in srgb, ${text} 14%, transparent)`, width: 1 };
  return {
    width,
    height,
    legend: { show: false },
    cursor: { drag: { setScale: false } },
    scales: { x: { time: false }, y: { range: (_, _low, high) => [0, Math.max(1, high * 1.1)] } },
    series: [
      {},
      { stroke: colour('--vscode-charts-blue'), width: 2, points: { show: false } },
      { stroke: colour('--vscode-editorError-foreground'), width: 2, points: { show: false } },
    ],
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 28,
        incrs: wholeSeconds,
        values: (_, seconds) => seconds.map((second) => `${String(second)} s`),
      },
      { ...axis, grid, size: 60 },
    ],
  };
}
