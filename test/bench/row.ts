export type Unit = 'µs' | 'ms' | 'MB' | 'kB' | 'processes' | 'files' | 'queries' | '%';

/** One line of the table, and of the JSON. */
export interface Row {
  readonly name: string;
  readonly unit: Unit;
  /** Figures by subject: ours first, then what it is compared with. Medians if there was more than one run. */
  readonly medians: Readonly<Record<string, number>>;
  /** For paired runs, the median of the ratios, per socket returned; null if there is no comparison. */
  readonly ratio: number | null;
  /** The budget, for example `ratio ≤ 0.5` or `< 10 ms`; null if there is none. */
  readonly budget: string | null;
  readonly met: boolean | null;
}

export type Budget =
  { readonly kind: 'ratio'; readonly atMost: number } | { readonly kind: 'value'; readonly under: number };

type Measured = Pick<Row, 'name' | 'unit' | 'medians'> & { readonly ratio?: number };

/** A measurement, held to its budget. The first of the medians is the one that a budget by value is about. */
export function row({ name, unit, medians, ratio }: Measured, budget?: Budget): Row {
  const measured = { name, unit, medians, ratio: ratio ?? null };
  if (budget === undefined) return { ...measured, budget: null, met: null };
  if (budget.kind === 'ratio')
    return {
      ...measured,
      budget: `ratio ≤ ${String(budget.atMost)}`,
      met: ratio !== undefined && ratio <= budget.atMost,
    };
  const [value = NaN] = Object.values(medians);
  return { ...measured, budget: `< ${String(budget.under)} ${unit}`, met: value < budget.under };
}

/** What has a budget but could not be measured counts as missed: silence is no pass. */
export function notMeasured(name: string, reason: unknown): Row {
  const why = reason instanceof Error ? reason.message : String(reason);
  return {
    name: `${name}: not measured, ${why}`,
    unit: 'ms',
    medians: {},
    ratio: null,
    budget: 'to be measured',
    met: false,
  };
}
