import { historyHours, type HistoryHours, type InstanceHistory } from '../fleet/instanceHistory.ts';
import type { Outcome } from '../model/outcome.ts';
import type { PrometheusPlace } from './fleet.ts';
import { request } from './messageTypes.ts';
import { flag, optional, record, text, type Fields, type Schema } from './schema.ts';

/** One of the spans that can be asked for. */
export const spanOfHours: Schema<HistoryHours> = {
  fault: (value, path) =>
    historyHours.some((hours) => hours === value)
      ? undefined
      : { field: path, wanted: `one of ${historyHours.join(', ')}` },
};

export interface PastParams extends PrometheusPlace {
  readonly job: string;
  readonly instance: string;
  readonly hours: HistoryHours;
}

/** Asks Prometheus for the past of one of its hosts. */
export const pastRequest = request<PastParams, Outcome<InstanceHistory>>('past', {
  address: text,
  token: optional(text),
  job: text,
  instance: text,
  hours: spanOfHours,
});

/** What a page shows of the past of a host. */
export interface PastFigures {
  readonly job: string;
  readonly instance: string;
  /** What people call the Prometheus. */
  readonly prometheus: string;
  readonly hours: HistoryHours;
  readonly isAsking: boolean;
  /** Absent until there is an answer. */
  readonly history?: InstanceHistory;
  readonly failure?: { readonly message: string; readonly nextStep: string };
}

const history: Schema<InstanceHistory> = {
  fault: (value, path) => {
    const { hours, points, marks } = (value ?? {}) as Partial<Record<keyof InstanceHistory, unknown>>;
    return Array.isArray(points) && Array.isArray(marks)
      ? spanOfHours.fault(hours, `${path}.hours`)
      : { field: path, wanted: 'a history' };
  },
};

export const pastFields: Fields<PastFigures> = {
  job: text,
  instance: text,
  prometheus: text,
  hours: spanOfHours,
  isAsking: flag,
  history: optional(history),
  failure: optional(record({ message: text, nextStep: text })),
};
