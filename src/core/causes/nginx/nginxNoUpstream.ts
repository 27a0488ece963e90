import type { SiteFix } from '../cause.ts';
import type { ConfigSite } from '../configSite.ts';
import { inForce, isForWebSocket, passTarget, type PassTarget } from './effective.ts';
import { keepaliveLines, linesAfter, outerHeaders } from './keepaliveEdits.ts';
import { keepsByDefault, type NginxView, type ProxyPlace } from './nginxView.ts';

/** `proxy_pass` or `grpc_pass` to an address instead of an `upstream` block: there is nowhere to keep a connection. */
export function* nginxNoUpstream(view: NginxView): Iterable<ConfigSite> {
  for (const place of view.passes) {
    const target = passTarget(place);
    const isGrpc = place.directive.name === 'grpc_pass';
    if (!isGrpc && place.directive.name !== 'proxy_pass') continue;
    if (target === undefined || target.isVariable) continue;
    if (view.upstreams.has(target.host) || isForWebSocket(place)) continue;
    // A bare word may be an upstream of a file that was not given.
    if (view.isIncomplete && target.port === undefined && !/[.:]|^localhost$/.test(target.host)) continue;
    const fix = isGrpc ? fixOfGrpc(view, place, target) : fixOf(view, place, target);
    const closes = isGrpc || keepsByDefault(view);
    yield {
      cause: 'nginx-no-upstream',
      file: place.file,
      start: place.directive.start,
      end: place.directive.end,
      mechanism: closes
        ? 'nginx only keeps connections for `upstream` blocks: each request to this address opens a connection, and nginx closes it first.'
        : 'nginx opens a connection to this address for each request and asks for it to be closed, because no `upstream` block keeps it.',
      advice: isGrpc
        ? 'Name the server in an `upstream` block with `keepalive`, and pass calls to that name, with the Host header that the server is to get.'
        : 'Name the server in an `upstream` block with `keepalive`, and pass requests to that name with HTTP/1.1 and an empty Connection header.',
      symptoms: closes ? ['thrown-away'] : ['asked-to-close'],
      destinations: [`${target.host}:${String(target.port ?? (/s$/.test(target.scheme) ? 443 : 80))}`],
      ...(fix && { fix }),
    };
  }
}

/**
 * HTTP/2 has neither a version nor a Connection header that would have to be set, but the name of the upstream would become what
 * the server is called, in `:authority`, SNI and the name that its certificate must have.
 */
function fixOfGrpc(view: NginxView, place: ProxyPlace, target: PassTarget): SiteFix | undefined {
  const scheme = target.scheme === '' ? '' : `${target.scheme}://`;
  const port = target.port === undefined ? '' : `:${String(target.port)}`;
  const added = [
    ...(setsHost(place, 'grpc_set_header')
      ? []
      : [...outerHeaders(place, 'grpc_set_header'), `grpc_set_header Host ${target.host}${port};`]),
    ...(target.scheme === 'grpcs' && inForce(place, 'grpc_ssl_name').length === 0
      ? [`grpc_ssl_name ${target.host};`]
      : []),
  ];
  return upstreamFix(view, place, target, `${scheme}@${target.uri}`, added);
}

/** Whether the server is called otherwise than by the address that requests are passed to. */
function setsHost(place: ProxyPlace, sets: 'proxy_set_header' | 'grpc_set_header'): boolean {
  return inForce(place, sets).some(({ directive: { args } }) => args[0]?.text.toLowerCase() === 'host');
}

/** All of it or nothing: an upstream without the header, or the header without an upstream, changes little or makes it worse. */
function fixOf(view: NginxView, place: ProxyPlace, target: PassTarget): SiteFix | undefined {
  const lines = keepaliveLines(place);
  if (lines === undefined || target.scheme === '') return undefined;
  const server = serverOf(target);
  const hasHost = setsHost(place, 'proxy_set_header');
  const added = [
    ...(lines.some((line) => line.startsWith('proxy_set_header')) || !hasHost ? outerHeaders(place) : []),
    ...lines,
    ...(hasHost ? [] : [`proxy_set_header Host ${server.replace(/:(80|443)$/, '')};`]),
    ...(target.scheme === 'https' && inForce(place, 'proxy_ssl_name').length === 0
      ? [`proxy_ssl_name ${target.host};`]
      : []),
  ];
  return upstreamFix(view, place, target, `${target.scheme}://@${target.uri}`, added);
}

/** Names the server in a block before that of the server, and passes requests to that name, `@` of `pass`, with more lines after it. */
function upstreamFix(
  view: NginxView,
  place: ProxyPlace,
  target: PassTarget,
  pass: string,
  added: readonly string[],
): SiteFix | undefined {
  const { file } = place;
  const outermost = place.around.find((outer) => outer.directive.name === 'server');
  if (outermost?.file !== file) return undefined;
  const server = serverOf(target);
  const name = freeName(view, target);
  const indent = file.indent(outermost.directive.start);
  return {
    title: `Keep connections to ${server} in an upstream block`,
    isSafe: false,
    edits: [
      file.insert(
        file.lineStart(outermost.directive.start) + indent.length,
        `upstream ${name} { server ${server}; keepalive 16; }\n${indent}`,
      ),
      file.edit(
        target.word.start,
        target.word.end,
        pass.replace('@', () => name),
      ),
      ...(added.length > 0 ? [linesAfter(place, added)] : []),
    ],
  };
}

function serverOf({ host, port, scheme }: PassTarget): string {
  if (port !== undefined) return `${host}:${String(port)}`;
  return `${host}${/s$/.test(scheme) ? ':443' : ''}`;
}

function freeName({ upstreams }: NginxView, { host, port }: PassTarget): string {
  const base = `to_${host}_${String(port ?? 'default')}`.replace(/[^\w]+/g, '_');
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? base : `${base}_${String(count)}`;
    if (!upstreams.has(name)) return name;
  }
}
