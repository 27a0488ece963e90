/** Where a kernel parameter's value comes from. */
export type ParameterOrigin =
  { readonly kind: 'running' } | { readonly kind: 'file'; readonly path: string; readonly line: number };

export interface ParameterValue {
  /** As in the kernel or the file, without surrounding white space. */
  readonly value: string;
  readonly origin: ParameterOrigin;
}

/** Kernel parameters by dotted key, for example `net.ipv4.tcp_tw_reuse`. */
export type Parameters = ReadonlyMap<string, ParameterValue>;

/** The value as an integer; undefined if the key is absent or its value is not a single integer. */
export function integerParameter(parameters: Parameters, key: string): number | undefined {
  const value = parameters.get(key)?.value;
  return value !== undefined && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}
