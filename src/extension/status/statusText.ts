import {
  formatEndpoint,
  levelName,
  numberText,
  percentText,
  timeOfDay,
} from '../../core/protocol/viewModels.ts';
import type { Translate } from '../translate.ts';
import type { StatusFigures } from './statusFigures.ts';

/** `TIME_WAIT 12,345 · ports 97 %`, with the time of day if the figures are not being updated. */
export function statusText(figures: StatusFigures, t: Translate): string {
  const { timeWait, hasOrphans, fullest, isFollowed, readAt } = figures;
  const parts = [`${levelName(hasOrphans)} ${numberText(timeWait)}`];
  if (fullest !== undefined) parts.push(t('ports {0}', percentText(fullest.share)));
  if (!isFollowed) parts.push(timeOfDay(readAt).slice(0, 5));
  return parts.join(' · ');
}

/** What the figures are, and their time: a time of day, which stays correct without a timer. */
export function statusTooltip(figures: StatusFigures, t: Translate): string {
  const { timeWait, hasOrphans, readAt, isFollowed, fullest, inspectedAt } = figures;
  const count = t('{0}: {1} at {2}', levelName(hasOrphans), numberText(timeWait), timeOfDay(readAt));
  const lines = [count];
  if (!isFollowed) lines.push(t('These figures are not being updated.'));
  if (fullest !== undefined) lines.push(portsLine(fullest, inspectedAt, t));
  if (figures.isBlocked) lines.push(t('A destination is running out of local ports.'));
  lines.push(t('Select to inspect again and open the report.'));
  return lines.join('\n');
}

function portsLine(
  { share, remoteAddress, remotePort }: NonNullable<StatusFigures['fullest']>,
  inspectedAt: number,
  t: Translate,
): string {
  const where = formatEndpoint(remoteAddress, remotePort);
  return t(
    'Local ports: {0} in use to {1}, inspected at {2}',
    percentText(share),
    where,
    timeOfDay(inspectedAt),
  );
}
