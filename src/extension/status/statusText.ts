import {
  formatEndpoint,
  levelName,
  numberText,
  percentText,
  timeOfDay,
} from '../../core/protocol/viewModels.ts';
import type { StatusFigures } from './statusFigures.ts';

/** `TIME_WAIT 12,345 · ports 97 %`, with the time of day if the figures are not being updated. */
export function statusText(figures: StatusFigures): string {
  const { timeWait, hasOrphans, fullest, isFollowed, readAt } = figures;
  const parts = [`${levelName(hasOrphans)} ${numberText(timeWait)}`];
  if (fullest !== undefined) parts.push(`ports ${percentText(fullest.share)}`);
  if (!isFollowed) parts.push(timeOfDay(readAt).slice(0, 5));
  return parts.join(' · ');
}

/** What the figures are, and their time: a time of day, which stays correct without a timer. */
export function statusTooltip(figures: StatusFigures): string {
  const { timeWait, hasOrphans, readAt, isFollowed, fullest, inspectedAt } = figures;
  const count = `${levelName(hasOrphans)}: ${numberText(timeWait)} at ${timeOfDay(readAt)}`;
  const lines = [count];
  if (!isFollowed) lines.push('These figures are not being updated.');
  if (fullest !== undefined) lines.push(portsLine(fullest, inspectedAt));
  if (figures.isBlocked) lines.push('A destination is running out of local ports.');
  lines.push('Select to inspect again and open the report.');
  return lines.join('\n');
}

function portsLine(
  { share, remoteAddress, remotePort }: NonNullable<StatusFigures['fullest']>,
  inspectedAt: number,
): string {
  const where = formatEndpoint(remoteAddress, remotePort);
  return `Local ports: ${percentText(share)} in use to ${where}, inspected at ${timeOfDay(inspectedAt)}`;
}
