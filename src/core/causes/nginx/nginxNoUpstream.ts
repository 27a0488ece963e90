import type { SiteFix } from '../cause.ts';
import type { ConfigSite } from '../configSite.ts';
import { connectionHeader, inForce, isForWebSocket, passTarget, type PassTarget } from './effective.ts';
import { keepaliveLines, linesAfter, outerHeaders } from './keepaliveEdits.ts';
import { keepsByDefault, type NginxView, type ProxyPlace } from './nginxView.ts';

/** `proxy_pass` to an address instead of an `upstream` block: there is nowhere to keep a connection. */
export function* nginxNoUpstream(view: NginxView): Iterable<ConfigSite> {
  for (const place of view.passes) {
    const target = passTarget(place);
    if (place.directive.name !== 'proxy_pass' || target === undefined || target.isVariable) continue;
    if (view.upstreams.has(target.host) || isForWebSocket(place)) continue;
    // A bare word may be an upstream of a file that was not given.
    if (view.isIncomplete && target.port === undefined && !/[.:]|^localhost$/.test(target.host)) continue;
    const fix = fixOf(view, place, target);
    yield {
      cause: 'nginx-no-upstream',
      file: place.file,
      start: place.directive.start,
      end: place.directive.end,
      mechanism: keepsByDefault(view)
        ? 'nginx only keeps connections for `upstream` blocks: each request to this address opens a connection, and nginx closes it first.'
        : 'nginx opens a connection to this address for each request and asks for it to be closed, because no `upstream` block keeps it.',
      advice:
        'Name the server in an `upstream` block with `keepalive`, and pass requests to that name with HTTP/1.1 and an empty Connection header.',
      symptoms: keepsByDefault(view) ? ['thrown-away'] : ['asked-to-close'],
      destinations: [`${target.host}:${String(target.port ?? (target.scheme === 'https' ? 443 : 80))}`],
      ...(fix && { fix }),
    };
  }
}

/** All of it or nothing: an upstream without the header, or the header without an upstream, changes little or makes it worse. */
function fixOf(view: NginxView, place: ProxyPlace, target: PassTarget): SiteFix | undefined {
  const lines = keepaliveLines(place);
  const { file, directive } = place;
  const outermost = place.around.find((outer) => outer.directive.name === 'server');
  if (lines === undefined || outermost?.file !== file || target.scheme === '') return undefined;
  const server =
    target.port === undefined
      ? `${target.host}${target.scheme === 'https' ? ':443' : ''}`
      : `${target.host}:${String(target.port)}`;
  const name = freeName(view, target);
  const hosts = inForce(place, 'proxy_set_header');
  const hasHost = hosts.some(({ directive: { args } }) => args[0]?.text.toLowerCase() === 'host');
  const added = [
    ...(lines.some((line) => line.startsWith('proxy_set_header')) || !hasHost ? outerHeaders(place) : []),
    ...lines,
    ...(hasHost ? [] : [`proxy_set_header Host ${server.replace(/:(80|443)$/, '')};`]),
    ...(target.scheme === 'https' && inForce(place, 'proxy_ssl_name').length === 0
      ? [`proxy_ssl_name ${target.host};`]
      : []),
  ];
  const indent = file.indent(outermost.directive.start);
  const pass = `${target.scheme}://${name}${target.uri}`;
  return {
    title: `Keep connections to ${server} in an upstream block`,
    isSafe: false,
    edits: [
      file.insert(
        file.lineStart(outermost.directive.start) + indent.length,
        `upstream ${name} { server ${server}; keepalive 16; }\n${indent}`,
      ),
      file.edit(target.word.start, target.word.end, pass),
      ...(connectionHeader(place) === undefined || added.length > 0
        ? [linesAfter({ ...place, directive }, added)]
        : []),
    ],
  };
}

function freeName({ upstreams }: NginxView, { host, port }: PassTarget): string {
  const base = `to_${host}_${String(port ?? 'default')}`.replace(/[^\w]+/g, '_');
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? base : `${base}_${String(count)}`;
    if (!upstreams.has(name)) return name;
  }
}
