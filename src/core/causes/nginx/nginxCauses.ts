import type { CauseFile } from '../causeFile.ts';
import { type ConfigSite, definedSites } from '../configSite.ts';
import { serversOf } from './effective.ts';
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
  return nginxViews(files, version).flatMap((view) => {
    const places = Array.from(view.upstreams, ([name, upstream]) => ({
      file: upstream.file,
      start: upstream.directive.start,
      end: upstream.directive.inside?.start ?? upstream.directive.end,
      destinations: serversOf(upstream),
      label: `upstream ${name}`,
    }));
    return causes.flatMap((cause) => definedSites(cause(view), places));
  });
}
