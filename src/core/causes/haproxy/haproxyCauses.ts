import { type HaproxySection, parseHaproxyCfg } from '../../parse/haproxyCfg.ts';
import type { CauseFile } from '../causeFile.ts';
import { type ConfigSite, definedSites } from '../configSite.ts';
import { haproxyClose } from './haproxyClose.ts';
import { haproxyReuse } from './haproxyReuse.ts';
import { haproxySource } from './haproxySource.ts';
import { haproxyTcp } from './haproxyTcp.ts';
import { backends, serverAddress, servers } from './sections.ts';

const causes: readonly ((file: CauseFile, sections: readonly HaproxySection[]) => Iterable<ConfigSite>)[] = [
  haproxyClose,
  haproxyReuse,
  haproxyTcp,
  haproxySource,
];

export function haproxySites(file: CauseFile): readonly ConfigSite[] {
  const sections = parseHaproxyCfg(file.text);
  const places = backends(sections)
    .flatMap(servers)
    .map((line) => ({
      file,
      start: line.start,
      end: line.end,
      destinations: serverAddress(line),
      label: `server ${line.words[1]?.text ?? ''}`,
    }));
  return causes.flatMap((cause) => definedSites(cause(file, sections), places));
}
