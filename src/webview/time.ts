import { element } from './dom.ts';
import { moment } from './format.ts';

/** When figures were taken, and how old they are by now. `takenAt` is ISO 8601. */
export function time(takenAt: string): HTMLTimeElement {
  return element('time', { datetime: takenAt }, moment(new Date(takenAt), new Date()));
}

/** Writes all ages anew. */
export function updateAges(): void {
  for (const each of document.querySelectorAll('time'))
    each.textContent = moment(new Date(each.dateTime), new Date());
}
