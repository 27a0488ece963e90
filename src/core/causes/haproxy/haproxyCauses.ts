import { type HaproxySection, parseHaproxyCfg } from '../../parse/haproxyCfg.ts';
import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';
import { haproxyClose } from './haproxyClose.ts';
import { haproxyReuse } from './haproxyReuse.ts';
import { haproxySource } from './haproxySource.ts';
import { haproxyTcp } from './haproxyTcp.ts';

const causes: readonly ((file: CauseFile, sections: readonly HaproxySection[]) => Iterable<ConfigSite>)[] = [
  haproxyClose,
  haproxyReuse,
  haproxyTcp,
  haproxySource,
];

export function haproxySites(file: CauseFile): readonly ConfigSite[] {
  const sections = parseHaproxyCfg(file.text);
  return causes.flatMap((cause) => [...cause(file, sections)]);
}
