import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';

/** `systemd-socket-proxyd` in front of a TCP service: a connection for each connection, which it never keeps. */
export function systemdSites(file: CauseFile): readonly ConfigSite[] {
  const command =
    /^ExecStart\s*=\s*\S*systemd-socket-proxyd\b[^\n]*?\s((?:[\w.-]+|\[[\da-fA-F:]+\]):\d{1,5})[ \t]*\r?$/gm;
  return Array.from(file.text.matchAll(command), ({ index, 0: line, 1: target = '' }) => ({
    cause: 'socket-proxyd',
    file,
    start: index,
    end: index + line.trimEnd().length,
    mechanism: '`systemd-socket-proxyd` opens a connection to the service for each connection of a client.',
    advice:
      'Let the service listen on the socket itself, or put a proxy that keeps connections in front of it.',
    symptoms: ['asked-to-close', 'thrown-away'],
    destinations: [target],
  }));
}
