import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';

/** The load generator siege with `connection = close`, which is what its own template says. */
export function siegeSites(file: CauseFile): readonly ConfigSite[] {
  const setting = /^[ \t]*(connection[ \t]*=[ \t]*)close\b/gm;
  return Array.from(file.text.matchAll(setting), ({ index, 0: line }) => ({
    cause: 'sh-load',
    file,
    start: index + (line.length - line.trimStart().length),
    end: index + line.length,
    mechanism:
      'siege opens a connection for each request, so this machine runs out of ports before the server is under load.',
    advice: 'Set `connection = keep-alive`.',
    symptoms: ['asked-to-close', 'thrown-away'],
    destinations: [],
    fix: {
      title: 'Keep connections',
      isSafe: true,
      edits: [file.edit(index + line.length - 'close'.length, index + line.length, 'keep-alive')],
    },
  }));
}
