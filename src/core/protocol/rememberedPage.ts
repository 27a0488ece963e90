import type { Report } from '../report/report.ts';
import { reportPair } from './reportSchema.ts';
import { openRecord, optional, text, type Schema } from './schema.ts';

export type ComparedReports = readonly [Report, Report];

/** What a page writes down, so that it can be shown again when the window is loaded again. */
export interface RememberedPage {
  /** Of a report: the id of what it is about. */
  readonly host?: string;
  /** Of the hosts of a Prometheus: its address. */
  readonly prometheus?: string;
  /** Of a comparison: what it is made of. */
  readonly reports?: ComparedReports;
}

/** The page may write down more for itself. */
export const rememberedPage: Schema<RememberedPage> = openRecord<RememberedPage>({
  host: optional(text),
  prometheus: optional(text),
  reports: optional(reportPair),
});
