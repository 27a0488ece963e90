import { formatEndpoint } from '../../model/endpoint.ts';
import { countText, numberText } from '../../model/numberText.ts';
import type { CauseEvidence, WatchedFigures } from './evidence.ts';

/** The figures in one sentence: `28,232 of 28,232 ports to 10.0.0.5:8080 are in use, …`. */
export function evidenceText({
  subject,
  counts,
  ports,
  closesPerSecond,
  resets,
  watched,
}: CauseEvidence): string {
  if (resets !== undefined)
    return `${numberText(resets.count)} of ${numberText(resets.opened)} outgoing connections since boot ended with a reset from this host.`;
  const parts = [
    // Only a watch has seen connections of which no socket is left.
    ...(counts.timeWait + counts.established + counts.closeWait === 0 && watched !== undefined
      ? [`${numberText(watched.ended)} ended`]
      : []),
    ...(counts.timeWait > 0 ? [`${numberText(counts.timeWait)} in TIME_WAIT`] : []),
    ...(counts.established > 0 ? [`${numberText(counts.established)} established`] : []),
    ...(counts.closeWait > 0 ? [`${numberText(counts.closeWait)} in CLOSE_WAIT`] : []),
    ...(closesPerSecond >= 1 ? [`${numberText(closesPerSecond)} closes/s`] : []),
  ].join(', ');
  if (subject.kind === 'host') return parts;
  if (subject.kind === 'listener') return `Connections to port ${String(subject.port)}: ${parts}.`;
  const to = formatEndpoint(subject.remoteAddress, subject.remotePort);
  if (ports === undefined) return `Connections to ${to}: ${parts}.`;
  const bound =
    ports.bound === undefined ? '' : `, ${numberText(ports.bound)} of them taken by bind() before connect()`;
  return `${numberText(ports.used)} of ${countText(ports.usable, 'port')} to ${to} ${ports.used === 1 ? 'is' : 'are'} in use${bound}: ${parts}.`;
}

/** What a watch adds: `In 30 s, 1,420 of them ended, each with at most 1 request, 145 bytes sent and 512 bytes received (medians).` */
export function watchedText({ ended, seconds, requests, bytesSent, bytesReceived }: WatchedFigures): string {
  const each = [
    ...(requests === undefined ? [] : [`at most ${countText(requests, 'request')}`]),
    ...(bytesSent === undefined ? [] : [`${countText(bytesSent, 'byte')} sent`]),
    ...(bytesReceived === undefined ? [] : [`${countText(bytesReceived, 'byte')} received`]),
  ].join(', ');
  const rest = each === '' ? '' : `, each with ${each} (medians)`;
  return `In ${numberText(Math.max(1, Math.round(seconds)))} s, ${countText(ended, 'connection')} ended${rest}.`;
}

/** The same, short enough to stand above a line: `28,232 of 28,232 ports · 470 closes/s`. */
export function evidenceLens({ counts, ports, closesPerSecond, resets, watched }: CauseEvidence): string {
  if (resets !== undefined) return `${numberText(resets.count)} resets`;
  const first =
    ports === undefined
      ? watched === undefined
        ? `${numberText(counts.closeWait)} in CLOSE_WAIT`
        : `${countText(watched.ended, 'connection')} ended`
      : `${numberText(ports.used)} of ${numberText(ports.usable)} ports`;
  return closesPerSecond >= 0.1 ? `${first} · ${numberText(closesPerSecond)} closes/s` : first;
}
