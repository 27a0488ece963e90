/** A time as print_ms_timer() of misc/ss.c prints it; `fractionUnit` is `ms` before iproute2 6.11. */
export function ssDurationText(total: number, fractionUnit: 'ms' | 'sec'): string {
  const minutes = Math.floor(total / 60_000);
  const seconds = minutes > 9 ? 0 : Math.floor(total / 1000) % 60;
  const ms = minutes > 0 || seconds > 9 ? 0 : total % 1000;
  const minutesText = minutes > 0 ? `${minutes}min` : '';
  if (seconds > 0 && ms > 0) return `${seconds}.${String(ms).padStart(3, '0')}${fractionUnit}`;
  return `${minutesText}${seconds > 0 ? `${seconds}sec` : ''}${ms > 0 ? `${String(ms).padStart(3, '0')}ms` : ''}`;
}
