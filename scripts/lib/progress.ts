/** Milliseconds as a person reads them: `0.4 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${String(Math.floor(seconds / 60))} min ${String(Math.round(seconds % 60))} s`;
}

/** Says what is being done, does it, and says how long it took. */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const inPlace = process.stdout.isTTY;
  if (inPlace) process.stdout.write(`▸ ${what} …`);
  try {
    const result = await work();
    process.stdout.write(
      `${inPlace ? '\r\u001b[2K' : ''}✓ ${what} (${duration(performance.now() - start)})\n`,
    );
    return result;
  } catch (error) {
    process.stdout.write(
      `${inPlace ? '\r\u001b[2K' : ''}✗ ${what} (${duration(performance.now() - start)})\n`,
    );
    throw error;
  }
}
