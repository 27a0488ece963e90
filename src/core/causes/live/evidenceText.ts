import { formatEndpoint } from '../../model/endpoint.ts';
import { countText, numberText } from '../../model/numberText.ts';
import type { CauseEvidence } from './evidence.ts';

/** The figures in one sentence: `28,232 of 28,232 ports to 10.0.0.5:8080 are in use, …`. */
export function evidenceText({ subject, counts, ports, closesPerSecond, resets }: CauseEvidence): string {
  if (resets !== undefined)
    return `${numberText(resets.count)} of ${numberText(resets.opened)} outgoing connections since boot ended with a reset from this host.`;
  const parts = [
    ...(counts.timeWait > 0 ? [`${numberText(counts.timeWait)} in TIME_WAIT`] : []),
    ...(counts.established > 0 ? [`${numberText(counts.established)} established`] : []),
    ...(counts.closeWait > 0 ? [`${numberText(counts.closeWait)} in CLOSE_WAIT`] : []),
    ...(closesPerSecond >= 1 ? [`${numberText(closesPerSecond)} closes/s`] : []),
  ].join(', ');
  if (subject.kind === 'host') return parts;
  if (subject.kind === 'listener') return `Connections to port ${String(subject.port)}: ${parts}.`;
  const to = formatEndpoint(subject.remoteAddress, subject.remotePort);
  return ports === undefined
    ? `Connections to ${to}: ${parts}.`
    : `${numberText(ports.used)} of ${countText(ports.usable, 'port')} to ${to} ${ports.used === 1 ? 'is' : 'are'} in use: ${parts}.`;
}

/** The same, short enough to stand above a line: `28,232 of 28,232 ports · 470 closes/s`. */
export function evidenceLens({ counts, ports, closesPerSecond, resets }: CauseEvidence): string {
  if (resets !== undefined) return `${numberText(resets.count)} resets`;
  const first =
    ports === undefined
      ? `${numberText(counts.closeWait)} in CLOSE_WAIT`
      : `${numberText(ports.used)} of ${numberText(ports.usable)} ports`;
  return closesPerSecond >= 0.1 ? `${first} · ${numberText(closesPerSecond)} closes/s` : first;
}
