import { element } from './dom.ts';
import { moment } from './format.ts';

/** When figures were taken, and their current age. `takenAt` is ISO 8601. */
export function time(takenAt: string): HTMLTimeElement {
  return element('time', { datetime: takenAt }, moment(new Date(takenAt), new Date()));
}

/** Updates all ages. */
export function updateAges(): void {
  for (const each of document.querySelectorAll('time'))
    each.textContent = moment(new Date(each.dateTime), new Date());
}
