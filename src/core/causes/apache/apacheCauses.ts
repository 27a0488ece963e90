import { type ApacheDirective, parseApacheConf } from '../../parse/apacheConf.ts';
import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';
import { apacheDisableReuse } from './apacheDisableReuse.ts';
import { apacheMatch } from './apacheMatch.ts';
import { apacheRewriteP } from './apacheRewriteP.ts';

const causes: readonly ((file: CauseFile, directives: readonly ApacheDirective[]) => Iterable<ConfigSite>)[] =
  [apacheDisableReuse, apacheRewriteP, apacheMatch];

export function apacheSites(file: CauseFile): readonly ConfigSite[] {
  const directives = parseApacheConf(file.text);
  return causes.flatMap((cause) => [...cause(file, directives)]);
}
