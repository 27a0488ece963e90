/** A value at a time: seconds since 1970 by Prometheus' clock. It may be NaN or infinite. */
export interface PrometheusPoint {
  readonly time: number;
  readonly value: number;
}

/** All text is hostile: instances choose their labels. */
export type PrometheusLabels = Readonly<Record<string, string>>;

export type PrometheusAnswer<T> =
  | {
      readonly kind: 'answer';
      readonly items: readonly T[];
      /** What Prometheus itself says of the answer, such as that a remote storage did not answer. */
      readonly warnings: readonly string[];
    }
  /** Prometheus refused the query. */
  | { readonly kind: 'error'; readonly message: string }
  /** Not an answer of Prometheus. */
  | { readonly kind: 'garbage' };

/**
 * Parses an answer of `/api/v1/query` or `/api/v1/query_range`. An item that is not as documented makes the whole answer
 * garbage: half a fleet would look like all of it. Source: Prometheus, docs/querying/api.md.
 */
export function parsePrometheusAnswer<T>(
  text: string,
  wanted: 'vector' | 'matrix',
  itemOf: (labels: PrometheusLabels, fields: Readonly<Record<string, unknown>>) => T | undefined,
): PrometheusAnswer<T> {
  const answer = fieldsOf(jsonOf(text));
  if (answer?.['status'] === 'error') {
    const { error, errorType } = answer;
    return { kind: 'error', message: textOf(error) ?? textOf(errorType) ?? 'unknown error' };
  }
  const data = fieldsOf(answer?.['data']);
  const result = data?.['result'];
  if (answer?.['status'] !== 'success' || data?.['resultType'] !== wanted || !Array.isArray(result))
    return { kind: 'garbage' };
  const items = result.map((item) => {
    const fields = fieldsOf(item);
    const labels = labelsOf(fields?.['metric']);
    return fields === undefined || labels === undefined ? undefined : itemOf(labels, fields);
  });
  if (!items.every((item) => item !== undefined)) return { kind: 'garbage' };
  const warnings = Array.isArray(answer['warnings'])
    ? answer['warnings'].flatMap((one) => textOf(one) ?? [])
    : [];
  return { kind: 'answer', items, warnings };
}

/** Undefined if it is none. */
export function pointOf(value: unknown): PrometheusPoint | undefined {
  if (!Array.isArray(value)) return undefined;
  const [time, number] = value as readonly unknown[];
  return typeof time === 'number' && typeof number === 'string'
    ? { time, value: numberOf(number) }
    : undefined;
}

/**
 * The time of a native histogram, `[time, { count, sum, buckets }]`, which stands where a value would; undefined if it is none.
 * None of our metrics is one. A target that exposes one under such a name has no figure, and the others keep theirs.
 */
export function histogramTime(histogram: unknown): number | undefined {
  if (!Array.isArray(histogram)) return undefined;
  const [time, content] = histogram as readonly unknown[];
  return typeof time === 'number' && fieldsOf(content) !== undefined ? time : undefined;
}

function labelsOf(metric: unknown): PrometheusLabels | undefined {
  const labels = Object.entries(fieldsOf(metric) ?? { '': undefined });
  return labels.every((label): label is [string, string] => typeof label[1] === 'string')
    ? Object.fromEntries(labels)
    : undefined;
}

/** As Go writes it. */
function numberOf(text: string): number {
  if (text === '+Inf') return Infinity;
  if (text === '-Inf') return -Infinity;
  return text.trim() === '' ? NaN : Number(text);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
