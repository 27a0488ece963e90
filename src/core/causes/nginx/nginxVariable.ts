import type { ConfigSite } from '../configSite.ts';
import { isForWebSocket, passTarget } from './effective.ts';
import type { NginxView, ProxyPlace } from './nginxView.ts';

/** `proxy_pass` with a variable as the host: pooled only where its value is the name of an upstream. */
export function* nginxVariable(view: NginxView): Iterable<ConfigSite> {
  for (const place of view.passes) {
    const target = passTarget(place);
    if (place.directive.name !== 'proxy_pass' || target?.isVariable !== true || isForWebSocket(place))
      continue;
    const values = valuesOf(view, place, target.host);
    // Without a visible value, it is unknown whether it names an upstream.
    if (values.length === 0 || values.some((value) => view.upstreams.has(hostOf(value)))) continue;
    if (view.isIncomplete && values.every((value) => !/[.:]/.test(hostOf(value)))) continue;
    yield {
      cause: 'nginx-variable',
      file: place.file,
      start: place.directive.start,
      end: place.directive.end,
      mechanism:
        'The host is a variable whose value does not name an upstream block, so nginx opens a connection for each request.',
      advice:
        'Set the variable to the name of an `upstream` block with `keepalive`; if the host name must be resolved again, use `zone` and `server … resolve` in it.',
      symptoms: ['asked-to-close', 'thrown-away'],
      destinations: values.flatMap((value) => (/^[\w.-]+:\d+$/.test(hostOf(value)) ? [hostOf(value)] : [])),
    };
  }
}

/** What `set` and `map` give the variable. */
function valuesOf(view: NginxView, { around }: ProxyPlace, host: string): readonly string[] {
  const name = /\$\{?(\w+)\}?/.exec(host)?.[1];
  if (name === undefined || /^\$\{?\w+\}?$/.exec(host) === null) return [];
  const set = around.flatMap(({ directive }) =>
    (directive.block ?? [])
      .filter((inner) => inner.name === 'set' && inner.args[0]?.text === `$${name}`)
      .map(({ args }) => args[1]?.text ?? ''),
  );
  const mapped = view.maps
    .filter(({ directive }) => directive.args[1]?.text === `$${name}`)
    .flatMap(({ directive }) => (directive.block ?? []).map(({ args }) => args[0]?.text ?? ''));
  return [...set, ...mapped].filter((value) => value !== '' && !value.includes('$'));
}

function hostOf(value: string): string {
  return value.replace(/^https?:\/\//, '').replace(/\/.*$/s, '');
}
