import type { Cancellation } from '../model/cancellation.ts';
import { problemsOf, valueOf, withProblems, type Outcome } from '../model/outcome.ts';
import type { RangeSeries } from '../parse/prometheusMatrix.ts';
import type { HistoryHours, HistoryMark, HistoryPoint, InstanceHistory } from './instanceHistory.ts';
import type { PrometheusApi, TimeRange } from './prometheusApi.ts';

/** A target of Prometheus. */
export interface Target {
  readonly job: string;
  readonly instance: string;
}

/** As many as a chart can show. */
const points = 240;
const mostMarks = 50;

/** Asks Prometheus for the past of one host, with three queries. `now`: milliseconds since 1970. */
export async function readHistory(
  api: Pick<PrometheusApi, 'queryRange'>,
  target: Target,
  hours: HistoryHours,
  now: number,
  cancellation: Cancellation,
): Promise<Outcome<InstanceHistory>> {
  const seconds = hours * 3600;
  const step = seconds / points;
  // Up to now, not to the last whole step: one of 7 days has 42 minutes.
  const end = Math.floor(now / 1000);
  const range: TimeRange = { start: end - seconds, end, step };
  const of = `job=${quoted(target.job)}, instance=${quoted(target.instance)}`;
  const [figures, parameters, alerts] = await Promise.all(
    [
      `{__name__=~"${Object.keys(figureOf).join('|')}", ${of}}`,
      `socket_diagnostics_parameter{${of}}`,
      `ALERTS{alertstate="firing", ${of}}`,
    ].map((expression) => api.queryRange(expression, range, cancellation)),
  );
  const failed = [figures, parameters, alerts].find((answer) => answer && valueOf(answer) === undefined);
  if (failed !== undefined) return failed as Outcome<never>;
  const answers = [figures, parameters, alerts].flatMap((answer) => answer ?? []);
  const [of0 = [], of1 = [], of2 = []] = answers.map((answer) => valueOf(answer) ?? []);
  return withProblems(
    { hours, points: pointsOf(of0, range), marks: marksOf(of1, of2, range) },
    answers.flatMap(problemsOf),
  );
}

const figureOf: Readonly<Record<string, 'timeWait' | 'share'>> = {
  socket_diagnostics_time_wait_table_sockets: 'timeWait',
  node_sockstat_TCP_tw: 'timeWait',
  socket_diagnostics_fullest_destination_ports_used_ratio: 'share',
};

/** As PromQL reads it, which knows no halves of characters: an instance may have any name. */
function quoted(text: string): string {
  return JSON.stringify(text.replace(/\p{Cs}/gu, '\ufffd')).replace(/[\u007f-\u{10ffff}]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}

function pointsOf(series: readonly RangeSeries[], { start, end, step }: TimeRange): readonly HistoryPoint[] {
  const times = Math.round((end - start) / step);
  const made: { at: number; timeWait?: number; share?: number }[] = Array.from(
    { length: times + 1 },
    (_, at) => ({ at: (start + at * step) * 1000 }),
  );
  for (const { labels, points: known } of series) {
    const figure = figureOf[labels['__name__'] ?? ''];
    if (figure === undefined) continue;
    for (const { time, value } of known) {
      const point = made[Math.round((time - start) / step)];
      if (point !== undefined && Number.isFinite(value)) point[figure] = value;
    }
  }
  return made;
}

function marksOf(
  parameters: readonly RangeSeries[],
  alerts: readonly RangeSeries[],
  { start, step }: TimeRange,
): readonly HistoryMark[] {
  return [...parameters.flatMap(changesOf), ...alerts.flatMap((series) => beginningsOf(series, start, step))]
    .sort((a, b) => a.at - b.at)
    .slice(-mostMarks);
}

function changesOf({ labels, points: values }: RangeSeries): readonly HistoryMark[] {
  const { key = '', index = '' } = labels;
  return values.flatMap(({ time, value }, at): readonly HistoryMark[] => {
    const before = values[at - 1]?.value;
    if (before === undefined || before === value || !Number.isFinite(before) || !Number.isFinite(value))
      return [];
    const which = /^\d{1,3}$/.test(index) ? { index: Number(index) } : {};
    return [{ kind: 'parameter', at: time * 1000, key, ...which, before, now: value }];
  });
}

/** Where it fires after a step without it. At the first step it may have begun before. */
function beginningsOf(
  { labels, points: values }: RangeSeries,
  start: number,
  step: number,
): readonly HistoryMark[] {
  const { alertname: name = '', severity = '' } = labels;
  return values
    .filter(({ time }, at) => {
      const before = values[at - 1]?.time ?? start;
      return time - before > step * 1.5 || (at === 0 && time > start);
    })
    .map(({ time }) => ({ kind: 'alert', at: time * 1000, name, severity }));
}
