/** One value of an instant query. All text is hostile: instances choose their labels. */
export interface VectorSample {
  readonly labels: Readonly<Record<string, string>>;
  /** May be NaN or infinite. */
  readonly value: number;
  /** When it was evaluated, in seconds since 1970 by Prometheus' clock. */
  readonly time: number;
}

export interface PrometheusVector {
  readonly samples: readonly VectorSample[];
  /** What Prometheus itself says of the answer, such as that a remote storage did not answer. */
  readonly warnings: readonly string[];
}

export type ParsedAnswer =
  | { readonly kind: 'vector'; readonly vector: PrometheusVector }
  /** Prometheus refused the query. */
  | { readonly kind: 'error'; readonly message: string }
  /** Not an answer of Prometheus. */
  | { readonly kind: 'garbage' };

/**
 * Parses an answer of `/api/v1/query`. Samples that are not as documented make the whole answer garbage: half a fleet would
 * look like all of it. Source: Prometheus, docs/querying/api.md.
 */
export function parsePrometheusVector(text: string): ParsedAnswer {
  const answer = fieldsOf(jsonOf(text));
  if (answer?.['status'] === 'error') {
    const { error, errorType } = answer;
    return { kind: 'error', message: textOf(error) ?? textOf(errorType) ?? 'unknown error' };
  }
  const data = fieldsOf(answer?.['data']);
  const result = data?.['result'];
  if (answer?.['status'] !== 'success' || data?.['resultType'] !== 'vector' || !Array.isArray(result))
    return { kind: 'garbage' };
  const samples = result.map(sampleOf);
  if (!samples.every((sample) => sample !== undefined)) return { kind: 'garbage' };
  const warnings = Array.isArray(answer['warnings'])
    ? answer['warnings'].flatMap((one) => textOf(one) ?? [])
    : [];
  return { kind: 'vector', vector: { samples, warnings } };
}

function sampleOf(value: unknown): VectorSample | undefined {
  const fields = fieldsOf(value);
  const metric = fieldsOf(fields?.['metric']);
  const point = fields?.['value'];
  if (metric === undefined || !Array.isArray(point)) return undefined;
  const [time, number] = point as readonly unknown[];
  if (typeof time !== 'number' || typeof number !== 'string') return undefined;
  const labels = Object.entries(metric);
  if (!labels.every((label): label is [string, string] => typeof label[1] === 'string')) return undefined;
  return { labels: Object.fromEntries(labels), value: numberOf(number), time };
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
