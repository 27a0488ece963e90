/**
 * What limits of time are multiplied by on a machine that may be slow: TEST_PATIENCE, 1 unless set. A limit only ends what would never
 * end; no test passes or fails by its time.
 */
export const patience = Number(process.env['TEST_PATIENCE'] ?? 1);
