import type { PastFigures } from '../core/protocol/past.ts';

/** What to draw after a message: while Prometheus is asked, the older line of the same host stays until there is a newer one. */
export function pastShown(before: PastFigures | undefined, figures: PastFigures): PastFigures {
  const isSame =
    before?.job === figures.job &&
    before.instance === figures.instance &&
    before.prometheus === figures.prometheus;
  return isSame && figures.isAsking && before.history ? { history: before.history, ...figures } : figures;
}
