import type { Report } from '../../core/protocol/viewModels.ts';

/** With inspections every few seconds, not every report needs to be kept. */
const leastMs = 60_000;
const mostReports = 10;

/** Earlier reports of each host in this window, for comparison. Only reports are kept, not sockets. */
export class EarlierReports {
  readonly #newest = new Map<string, Report>();
  readonly #earlier = new Map<string, readonly Report[]>();

  /** Records a report; the same one may be passed more than once. */
  note(host: string, report: Report): void {
    const last = this.#newest.get(host);
    this.#newest.set(host, report);
    if (last === undefined || last.takenAt === report.takenAt) return;
    this.#earlier.set(host, kept(this.#earlier.get(host) ?? [], last));
  }

  /** Newest first: the one before the current report, and others at least a minute apart, back to the first. */
  of(host: string): readonly Report[] {
    return (this.#earlier.get(host) ?? []).toReversed();
  }

  forget(host: string): void {
    this.#newest.delete(host);
    this.#earlier.delete(host);
  }
}

/** The previous report is dropped if it is too close to the one before it; the first one is kept. */
function kept(before: readonly Report[], next: Report): readonly Report[] {
  const [last, older] = [before.at(-1), before.at(-2)];
  const isClose =
    last !== undefined &&
    older !== undefined &&
    Date.parse(last.takenAt) - Date.parse(older.takenAt) < leastMs;
  const all = [...(isClose ? before.slice(0, -1) : before), next];
  const [first, ...others] = all;
  return first === undefined || all.length <= mostReports ? all : [first, ...others.slice(1)];
}
