import type { SiteFix } from '../cause.ts';
import type { ConfigSite } from '../configSite.ts';
import { child, passTarget, serversOf } from './effective.ts';
import { keepaliveLines, linesAfter, outerHeaders } from './keepaliveEdits.ts';
import { keepsByDefault, type NginxView, type Placed, type ProxyPlace } from './nginxView.ts';

const balancing = /^(least_conn|least_time|ip_hash|hash|random)$/;

/** An `upstream` block that keeps too few connections, or none. */
export function* nginxKeepaliveSize(view: NginxView): Iterable<ConfigSite> {
  for (const [name, upstream] of view.upstreams) {
    const places = view.passes.filter(
      (place) => /^(proxy|grpc)_pass$/.test(place.directive.name) && passTarget(place)?.host === name,
    );
    const destinations = serversOf(upstream);
    if (places.length === 0 || destinations.length === 0) continue;
    const found = siteOf(view, upstream, places);
    if (found === undefined) continue;
    yield {
      cause: 'nginx-keepalive-size',
      file: upstream.file,
      advice:
        'Set `keepalive` to the number of connections that a worker process needs at peak times; it applies to each worker process.',
      // Calls of gRPC do not ask for the connection to be closed: nginx closes it itself.
      symptoms: keepsByDefault(view) || places.some(isGrpc) ? ['thrown-away'] : ['asked-to-close'],
      destinations,
      ...found,
    };
  }
}

type Found = Pick<ConfigSite, 'start' | 'end' | 'mechanism'> &
  Partial<Pick<ConfigSite, 'fix' | 'symptoms' | 'needsEvidence'>>;

function siteOf(view: NginxView, upstream: Placed, places: readonly ProxyPlace[]): Found | undefined {
  const { file, directive } = upstream;
  const keepalive = child(upstream, 'keepalive');
  if (keepalive === undefined) {
    if (keepsByDefault(view)) return undefined;
    const fix = wholeFix(upstream, places);
    const end = directive.inside === undefined ? directive.end : directive.inside.start - 1;
    return {
      start: directive.start,
      end: file.text.slice(directive.start, end).trimEnd().length + directive.start,
      mechanism:
        'This upstream block has no `keepalive`, so before nginx 1.29.7 each request opens its own connection.',
      ...(fix && { fix }),
    };
  }
  const place = { start: keepalive.start, end: keepalive.end };
  const count = Number(keepalive.args[0]?.text);
  if (count === 0)
    return {
      ...place,
      symptoms: ['thrown-away'],
      mechanism: '`keepalive 0` keeps no connections: each request opens one.',
    };
  const after = (directive.block ?? []).find(
    ({ name, start }) => balancing.test(name) && start > keepalive.start,
  );
  if (after !== undefined && !keepsByDefault(view)) {
    const fix: SiteFix = {
      title: `Put ${after.name} before keepalive`,
      isSafe: true,
      edits: [
        file.edit(keepalive.start, keepalive.end, file.text.slice(after.start, after.end)),
        file.edit(after.start, after.end, file.text.slice(keepalive.start, keepalive.end)),
      ],
    };
    return {
      ...place,
      mechanism: `\`${after.name}\` comes after \`keepalive\` and disables it: before nginx 1.29.7 no connections are kept.`,
      fix,
    };
  }
  return {
    ...place,
    needsEvidence: true,
    symptoms: ['small-pool'],
    mechanism: `Each worker process keeps at most ${String(count)} idle connections; additional concurrent ones are closed after one request.`,
  };
}

/** Only in a file of its own: the upstream, and each place that passes requests to it. */
function wholeFix(upstream: Placed, places: readonly ProxyPlace[]): SiteFix | undefined {
  const { file, directive } = upstream;
  const { inside, block } = directive;
  const last = block?.at(-1);
  if (inside === undefined || last === undefined) return undefined;
  const edits = places.map((place) => {
    if (isGrpc(place)) return [];
    const lines = keepaliveLines(place);
    if (lines === undefined || place.file !== file) return undefined;
    return lines.length === 0 ? [] : [linesAfter(place, [...outerHeaders(place), ...lines])];
  });
  if (edits.some((edit) => edit === undefined)) return undefined;
  const isAlone = file.position(directive.start).line !== file.position(last.start).line;
  const separator = isAlone ? `\n${file.indent(last.start)}` : ' ';
  return {
    title: 'Keep connections to the servers of this upstream',
    isSafe: false,
    edits: [file.insert(last.end, `${separator}keepalive 16;`), ...edits.flatMap((edit) => edit ?? [])],
  };
}

function isGrpc({ directive }: ProxyPlace): boolean {
  return directive.name === 'grpc_pass';
}
