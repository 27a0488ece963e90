import type { ConfigSite } from '../configSite.ts';
import { child, connectionHeader, inForce, isConnection, passTarget, serversOf } from './effective.ts';
import { keepaliveLines, linesAfter } from './keepaliveEdits.ts';
import { keepsByDefault, type NginxView, type Placed, type ProxyPlace } from './nginxView.ts';

/** `keepalive` in the upstream, and requests that still ask for the connection to be closed. */
export function* nginxHalfKeepalive(view: NginxView): Iterable<ConfigSite> {
  if (keepsByDefault(view)) return;
  for (const place of view.passes) {
    const upstream = view.upstreams.get(passTarget(place)?.host ?? '');
    if (place.directive.name !== 'proxy_pass' || upstream === undefined || !keeps(upstream)) continue;
    const header = connectionHeader(place);
    // A value that is not empty was intended, and is a cause of its own.
    if (header !== undefined && header.directive.args[1]?.text !== '') continue;
    const isOld = inForce(place, 'proxy_http_version').at(-1)?.directive.args[0]?.text !== '1.1';
    const lost = header === undefined ? lostHeader(place) : undefined;
    if (header !== undefined && !isOld) continue;
    yield lost !== undefined && !isOld
      ? headerLost(upstream, lost)
      : half(place, upstream, isOld, header === undefined);
  }
}

function keeps(upstream: Placed): boolean {
  return Number(child(upstream, 'keepalive')?.args[0]?.text ?? 0) > 0;
}

/** The first header of the innermost block that has any, where an outer block sets an empty Connection header. */
function lostHeader({ around, file }: ProxyPlace): Placed | undefined {
  const blocks = around.toReversed().map((outer) => ({
    file: outer.file,
    headers: (outer.directive.block ?? []).filter(({ name }) => name === 'proxy_set_header'),
  }));
  const [inner, ...outer] = blocks.filter(({ headers }) => headers.length > 0);
  const [first] = inner?.headers ?? [];
  if (inner?.file !== file || first === undefined) return undefined;
  const isLost = outer.some(({ headers }) =>
    headers.some((header) => isConnection(header) && header.args[1]?.text === ''),
  );
  return isLost ? { file, directive: first } : undefined;
}

function headerLost(upstream: Placed, { file, directive }: Placed): ConfigSite {
  const line = file.position(directive.start).line;
  const isAlone = file.lineText(line).trim() === file.text.slice(directive.start, directive.end);
  const separator = isAlone ? `\n${file.indent(directive.start)}` : ' ';
  return {
    cause: 'nginx-header-lost',
    file,
    start: directive.start,
    end: directive.end,
    mechanism:
      'A `proxy_set_header` here replaces all outer ones, including the empty Connection header, so each request asks for the connection to be closed.',
    advice: 'Repeat `proxy_set_header Connection "";` in this block.',
    symptoms: ['asked-to-close'],
    destinations: serversOf(upstream),
    fix: {
      title: 'Repeat the empty Connection header here',
      isSafe: true,
      edits: [file.insert(directive.start, `proxy_set_header Connection "";${separator}`)],
    },
  };
}

function half(place: ProxyPlace, upstream: Placed, isOld: boolean, isUnset: boolean): ConfigSite {
  const lines = keepaliveLines(place);
  const missing = [...(isOld ? ['HTTP/1.1'] : []), ...(isUnset ? ['an empty Connection header'] : [])].join(
    ' and ',
  );
  // Adding the first header to a block takes all outer ones away from it.
  const outer =
    isUnset && !hasOwnHeader(place)
      ? inForce(place, 'proxy_set_header').map(({ file, directive }) =>
          file.text.slice(directive.start, directive.end),
        )
      : [];
  return {
    cause: 'nginx-half-keepalive',
    file: place.file,
    start: place.directive.start,
    end: place.directive.end,
    mechanism: `The upstream block has \`keepalive\`, but before nginx 1.29.7 it has no effect without ${missing} here: each request opens a connection.`,
    advice:
      'Set `proxy_http_version 1.1;` and `proxy_set_header Connection "";` where requests are passed on.',
    symptoms: ['asked-to-close'],
    destinations: serversOf(upstream),
    ...(lines !== undefined &&
      lines.length > 0 && {
        fix: { title: `Add ${missing}`, isSafe: true, edits: [linesAfter(place, [...outer, ...lines])] },
      }),
  };
}

function hasOwnHeader({ around }: ProxyPlace): boolean {
  return (around.at(-1)?.directive.block ?? []).some(({ name }) => name === 'proxy_set_header');
}
