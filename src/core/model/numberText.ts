/** English, like all texts in core, and the same on every machine. */
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** `28,232`; below ten with one decimal, so that 0.4 per second does not become 0. */
export function numberText(value: number): string {
  return Math.abs(value) < 10 ? oneDigit.format(value) : whole.format(value);
}

/** `1 socket`, `28,232 sockets`. */
export function countText(count: number, singular: string, plural = `${singular}s`): string {
  return `${whole.format(count)} ${count === 1 ? singular : plural}`;
}

/** A share of 1 as `99.5 %`. Rounded down, so that only a full share reads 100 %; a non-zero share never reads 0 %. */
export function percentText(share: number): string {
  if (share > 0 && share < 0.001) return '<0.1 %';
  return `${oneDigit.format(Math.floor(share * 1000) / 10)} %`;
}
