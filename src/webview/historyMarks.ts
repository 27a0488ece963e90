import { element, icon, unseen } from './dom.ts';
import type { Mark } from './historyData.ts';
import { looks } from './severity.ts';

/** A mark of a chart over time in words. */
export function markItem({ severity, text }: Mark, time: string): HTMLElement {
  return element(
    'li',
    { class: `severity-${severity}` },
    icon(looks[severity].icon, 'severity-icon'),
    unseen(`${looks[severity].word}: `),
    `${time} ${text}`,
  );
}
