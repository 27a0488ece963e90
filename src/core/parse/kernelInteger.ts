/** An integer as the kernel reads it. */
export interface KernelInteger {
  readonly value: number;
  readonly base: 8 | 10 | 16;
}

/** The kernel copies a number into a buffer of this size and rejects a number that fills it (kernel/sysctl.c). */
const longestToken = 20;

/**
 * Reads one token as `proc_dointvec` does: an optional `-` and digits, base 16 after `0x`, base 8 after a leading `0`.
 * Undefined if the kernel returns EINVAL: `+5`, `1k`, `1,000`, `08`, `yes`.
 */
export function parseKernelInteger(token: string): KernelInteger | undefined {
  const match = /^(-?)(?:0x([\da-f]+)|(0[0-7]+)|(0|[1-9]\d*))$/i.exec(token);
  if (match === null || token.length > longestToken) return undefined;
  const [, minus, hex, octal, decimal] = match;
  const base = hex !== undefined ? 16 : octal !== undefined ? 8 : 10;
  const size = parseInt(hex ?? octal ?? decimal ?? '', base);
  return { value: minus === '-' ? 0 - size : size, base };
}
