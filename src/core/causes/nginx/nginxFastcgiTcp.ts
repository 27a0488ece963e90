import type { ConfigSite } from '../configSite.ts';
import { child, inForce, passTarget, serversOf } from './effective.ts';
import { keepsByDefault, type NginxView, type Placed } from './nginxView.ts';

/** FastCGI over TCP: `fastcgi_keep_conn` and `keepalive` do nothing, or harm, one without the other. */
export function* nginxFastcgiTcp(view: NginxView): Iterable<ConfigSite> {
  for (const place of view.passes) {
    const target = passTarget(place);
    if (place.directive.name !== 'fastcgi_pass' || target === undefined || target.isVariable) continue;
    const upstream = view.upstreams.get(target.host);
    if (upstream === undefined && target.port === undefined) continue;
    const destinations =
      upstream === undefined ? [`${target.host}:${String(target.port)}`] : serversOf(upstream);
    if (destinations.length === 0) continue;
    const keep = inForce(place, 'fastcgi_keep_conn').at(-1);
    const isKept = keep?.directive.args[0]?.text === 'on';
    const common = { cause: 'nginx-fastcgi-tcp' as const, file: place.file, destinations };
    if (isKept && !pools(view, upstream)) {
      yield {
        ...common,
        ...placeOf(keep),
        mechanism:
          'nginx asks PHP to keep the connection but then closes it itself, because no upstream block with `keepalive` keeps it.',
        advice:
          'Name the server in an `upstream` block with `keepalive` below `pm.max_children`, or remove `fastcgi_keep_conn`.',
        symptoms: ['thrown-away'],
      };
    } else if (
      !isKept &&
      upstream !== undefined &&
      Number(child(upstream, 'keepalive')?.args[0]?.text ?? 0) > 0
    ) {
      yield {
        ...common,
        start: place.directive.start,
        end: place.directive.end,
        mechanism:
          'The upstream block has `keepalive`, but without `fastcgi_keep_conn on` PHP closes the connection after each request.',
        advice: 'Set `fastcgi_keep_conn on;` here, and keep `keepalive` below `pm.max_children`.',
        symptoms: ['asked-to-close'],
        fix: {
          title: 'Add fastcgi_keep_conn on',
          isSafe: true,
          edits: [place.file.insert(place.directive.end, ' fastcgi_keep_conn on;')],
        },
      };
    }
  }
}

function placeOf({ file, directive }: Placed): Pick<ConfigSite, 'file' | 'start' | 'end'> {
  return { file, start: directive.start, end: directive.end };
}

function pools(view: NginxView, upstream: Placed | undefined): boolean {
  if (upstream === undefined) return false;
  const keepalive = child(upstream, 'keepalive');
  return keepalive === undefined ? keepsByDefault(view) : Number(keepalive.args[0]?.text) > 0;
}
