import { numberText, type Report, type Severity, type TimeWaitLevel } from '../core/protocol/viewModels.ts';

/** Number and rate at one moment; without figures if the page was hidden in between. */
export interface LevelSample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly timeWait?: number;
  readonly createdPerSecond?: number;
}

/** Something new in an inspection. */
export interface Mark {
  readonly at: number;
  readonly severity: Severity;
  readonly text: string;
}

export interface LevelHistory {
  readonly samples: readonly LevelSample[];
  readonly marks: readonly Mark[];
}

export const noHistory: LevelHistory = { samples: [], marks: [] };

/** Half an hour with one sample every two seconds. */
const maxSamples = 900;
const maxMarks = 50;
/** A page that was just opened may receive the same figures twice. */
const leastMs = 300;
/** After a pause of this length, the page was hidden, and the line is broken. */
const gapMs = 15_000;

export function withLevel(history: LevelHistory, level: TimeWaitLevel, at: number): LevelHistory {
  const { timeWait, createdPerSecond } = level;
  const sample: LevelSample = {
    at,
    ...(timeWait !== undefined && { timeWait }),
    ...(createdPerSecond !== undefined && { createdPerSecond }),
  };
  const last = history.samples.at(-1);
  if (last !== undefined && at - last.at < leastMs) return history;
  const gap = last !== undefined && at - last.at > gapMs ? [{ at: last.at + 1 }] : [];
  return { ...history, samples: [...history.samples, ...gap, sample].slice(-maxSamples) };
}

/** What is new in the newer report: findings, and changed values of kernel parameters. */
export function withReport(history: LevelHistory, older: Report | undefined, newer: Report): LevelHistory {
  if (older === undefined || older.takenAt === newer.takenAt) return history;
  const at = Date.parse(newer.takenAt);
  const known = new Set(older.findings.map(key));
  const values = new Map(older.parameters.map(({ key: name, value }) => [name, value]));
  const marks = [
    ...newer.findings
      .filter((finding) => !known.has(key(finding)))
      .map(({ severity, title }): Mark => ({ at, severity, text: title })),
    ...newer.parameters.flatMap(({ key: name, value }): readonly Mark[] => {
      const before = values.get(name);
      // A count that the kernel reports under /proc/sys is not a setting.
      if (value === undefined || before === undefined || value === before || name.endsWith('_count'))
        return [];
      return [{ at, severity: 'information', text: `${name} was ${before} and is ${value}.` }];
    }),
  ];
  return marks.length === 0 ? history : { ...history, marks: [...history.marks, ...marks].slice(-maxMarks) };
}

/** Equal for the same problem in several inspections, even if its figures differ. */
function key({ rule, severity, subject }: Report['findings'][number]): string {
  return JSON.stringify([rule, severity, subject]);
}

/** What the chart shows, in one sentence. */
export function historyText({ samples, marks }: LevelHistory): string {
  const levels = samples.flatMap(({ timeWait }) => timeWait ?? []);
  if (levels.length === 0) return 'No samples yet.';
  const lowest = numberText(Math.min(...levels));
  const highest = numberText(Math.max(...levels));
  const marked = marks.length === 0 ? '' : ` ${numberText(marks.length)} marks.`;
  return `${numberText(levels.length)} samples: TIME_WAIT between ${lowest} and ${highest}, now ${numberText(levels.at(-1) ?? 0)}.${marked}`;
}
