/** The addresses that simulatedExporters.ts answers at, the first host first. */
export const thousandTargets: readonly string[] = Array.from(
  { length: 1000 },
  (_, at) => `127.1.${String(Math.floor(at / 250))}.${String(at % 250)}:9810`,
);
