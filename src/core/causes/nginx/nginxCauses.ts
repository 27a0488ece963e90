import type { CauseFile } from '../causeFile.ts';
import { type ConfigSite } from '../configSite.ts';
import { nginxConnectionClose } from './nginxConnectionClose.ts';
import { nginxFastcgiTcp } from './nginxFastcgiTcp.ts';
import { nginxHalfKeepalive } from './nginxHalfKeepalive.ts';
import { nginxKeepaliveSize } from './nginxKeepaliveSize.ts';
import { nginxNoUpstream } from './nginxNoUpstream.ts';
import { nginxVariable } from './nginxVariable.ts';
import { type NginxView, nginxViews } from './nginxView.ts';

const causes: readonly ((view: NginxView) => Iterable<ConfigSite>)[] = [
  nginxNoUpstream,
  nginxHalfKeepalive,
  nginxConnectionClose,
  nginxKeepaliveSize,
  nginxVariable,
  nginxFastcgiTcp,
];

/** The sites in all nginx files of a workspace, which are looked at together. The version is that of an image, if any. */
export function nginxSites(files: readonly CauseFile[], version?: string): readonly ConfigSite[] {
  return nginxViews(files, version).flatMap((view) => causes.flatMap((cause) => [...cause(view)]));
}
