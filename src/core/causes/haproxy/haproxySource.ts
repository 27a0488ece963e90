import type { HaproxyLine, HaproxySection } from '../../parse/haproxyCfg.ts';
import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';
import { destinationsOf, serverAddress } from './sections.ts';

const range = /:(\d+)-(\d+)$/;

/** `source ADDRESS:low-high`: only so many connections as the range has ports, to each server. */
export function* haproxySource(file: CauseFile, sections: readonly HaproxySection[]): Iterable<ConfigSite> {
  for (const section of sections) {
    if (!/^(defaults|listen|backend)$/.test(section.kind)) continue;
    for (const line of section.lines) {
      const source = sourceOf(line);
      const [, low, high] = range.exec(source ?? '') ?? [];
      if (low === undefined || high === undefined) continue;
      const ports = Number(high) - Number(low) + 1;
      yield {
        cause: 'haproxy-source',
        file,
        start: line.start,
        end: line.end,
        mechanism: `Connections to a server use only ${String(ports)} ports, and each port in TIME_WAIT is one less.`,
        advice:
          'Remove the ports (`source ADDRESS`): the kernel then chooses from all ports, with the same address.',
        // It binds each port itself, so no other program gets one of them from connect() either.
        symptoms: ['thrown-away', 'hoard', 'bind-first'],
        destinations: line.words[0]?.text === 'server' ? serverAddress(line) : destinationsOf(section),
      };
    }
  }
}

/** As a line of its own, or in a server's. */
function sourceOf({ words }: HaproxyLine): string | undefined {
  const at = words.findIndex(
    ({ text }, index) =>
      text === 'source' && (index === 0 || /^(server|default-server)$/.test(words[0]?.text ?? '')),
  );
  return at < 0 ? undefined : words[at + 1]?.text;
}
