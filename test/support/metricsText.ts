/** A line of metrics: its name, its labels, and its value. */
export interface ReadSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads the text format of Prometheus, which OpenMetrics shares as far as it is used here. */
export function readMetrics(text: string): readonly ReadSample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const match = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/.exec(line);
      if (match === null) throw new Error(`not a sample: ${line}`);
      const labels = [...(match[2] ?? '').matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(
        ([, name = '', value = '']) => [
          name,
          value.replace(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one)),
        ],
      );
      return {
        name: match[1] ?? '',
        labels: Object.fromEntries(labels) as Record<string, string>,
        value: Number(match[3]),
      };
    });
}

/** The value of the first sample with these labels, among others; undefined if there is none. */
export function sampleValue(
  samples: readonly ReadSample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  return samples.find(
    (sample) =>
      sample.name === `socket_diagnostics_${name}` &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  )?.value;
}
