import type { HaproxySection } from '../../parse/haproxyCfg.ts';
import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';
import { backends, destinationsOf, lastLine, modeOf } from './sections.ts';

/** Ports that speak HTTP more often than not; 443 does not count, as TLS is passed through on purpose. */
const httpPort = /:(80|8000|8008|8080|8081|8088|8888|3000|5000|9000|9090)$/;

/** `mode tcp` before servers that speak HTTP: one connection to the server for each of a client. */
export function* haproxyTcp(file: CauseFile, sections: readonly HaproxySection[]): Iterable<ConfigSite> {
  const seen = new Map<number, ConfigSite>();
  for (const section of backends(sections)) {
    const destinations = destinationsOf(section);
    if (modeOf(section) !== 'tcp') continue;
    const line = lastLine(section, 'mode')?.line ?? section.head;
    const known = seen.get(line.start);
    const isHttp =
      destinations.length > 0 && destinations.every((one) => httpPort.test(one)) && !isTls(section);
    seen.set(line.start, {
      cause: 'haproxy-tcp',
      file,
      start: line.start,
      end: line.end,
      mechanism:
        'In `mode tcp`, each client connection opens one to the server, and the client’s close is passed on, which leaves TIME_WAIT here.',
      advice: 'If the servers speak HTTP, use `mode http` with `http-reuse`.',
      symptoms: ['asked-to-close', 'thrown-away'],
      destinations: [...new Set([...(known?.destinations ?? []), ...destinations])],
      ...(!isHttp && (known === undefined || known.needsEvidence) && { needsEvidence: true }),
    });
  }
  yield* seen.values();
}

function isTls({ lines }: HaproxySection): boolean {
  return lines.some(({ words }) =>
    words.some(
      ({ text }) =>
        /^(req\.ssl_sni|req_ssl_sni|ssl_fc_sni|option|tcp-request)$/.test(text) &&
        words.some(({ text: other }) => /ssl|tls/.test(other)),
    ),
  );
}
