import type { HaproxySection } from '../../parse/haproxyCfg.ts';
import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';
import { backends, connectionOption, destinationsOf, modeOf } from './sections.ts';

/** `option httpclose` or `http-server-close`: the connection to the server is closed after each request. */
export function* haproxyClose(file: CauseFile, sections: readonly HaproxySection[]): Iterable<ConfigSite> {
  const seen = new Map<number, ConfigSite>();
  const frontends = sections.filter(({ kind }) => kind === 'frontend');
  for (const section of [...backends(sections), ...frontends]) {
    const option = connectionOption(section);
    const name = option?.line.words[1]?.text ?? '';
    if (option === undefined || modeOf(section) !== 'http') continue;
    const isClosing = /^(httpclose|forceclose|http-server-close)$/.test(name);
    if (
      !isClosing ||
      (section.kind === 'frontend' && (name !== 'http-server-close' || option.section !== section))
    )
      continue;
    const { line } = option;
    const isOwn = option.section === section;
    const destinations = section.kind === 'frontend' ? [] : destinationsOf(section);
    const known = seen.get(line.start);
    seen.set(line.start, {
      cause: 'haproxy-close',
      file,
      start: line.start,
      end: line.end,
      mechanism: `\`option ${name}\` closes the connection to the server after each request, with a reset.`,
      advice: 'Remove the option, or set `option http-keep-alive` in the section.',
      symptoms: ['reset', 'asked-to-close'],
      destinations: [...new Set([...(known?.destinations ?? []), ...destinations])],
      fix: { title: `Remove option ${name}`, isSafe: isOwn, edits: [file.remove(line.start, line.end)] },
    });
  }
  yield* seen.values();
}
