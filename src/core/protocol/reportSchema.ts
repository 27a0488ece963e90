import { reportSchema, reportVersion, type Report } from '../report/report.ts';
import { list, type Schema } from './schema.ts';

/**
 * A report of the version that this program writes. What is in it is not looked at: it is drawn as text, by the program that
 * wrote it, and one of another version is refused.
 */
export const report: Schema<Report> = {
  fault: (value, path) => {
    const { schema, version } = (value ?? {}) as Partial<Record<keyof Report, unknown>>;
    return schema === reportSchema && version === reportVersion
      ? undefined
      : { field: path, wanted: `a report of version ${String(reportVersion)}` };
  },
};

const reports = list(report);

export const reportPair: Schema<readonly [Report, Report]> = {
  fault: (value, path) =>
    Array.isArray(value) && value.length === 2
      ? reports.fault(value, path)
      : { field: path, wanted: 'two reports' },
};
