import type { Report } from '../../core/protocol/viewModels.ts';

/** What is inspected every few seconds need not be kept each time. */
const leastMs = 60_000;
const mostReports = 10;

/** Earlier reports of each host in this window, to compare the present with. Reports only: no sockets are held. */
export class EarlierReports {
  readonly #newest = new Map<string, Report>();
  readonly #earlier = new Map<string, readonly Report[]>();

  /** Takes note of a report; the same one may come again. */
  note(host: string, report: Report): void {
    const last = this.#newest.get(host);
    this.#newest.set(host, report);
    if (last === undefined || last.takenAt === report.takenAt) return;
    this.#earlier.set(host, kept(this.#earlier.get(host) ?? [], last));
  }

  /** Newest first: the last one before the present, and others at least a minute apart, back to the first. */
  of(host: string): readonly Report[] {
    return (this.#earlier.get(host) ?? []).toReversed();
  }

  forget(host: string): void {
    this.#newest.delete(host);
    this.#earlier.delete(host);
  }
}

/** Of those before, the last one goes where it is too close to the one before it; the first one stays. */
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
