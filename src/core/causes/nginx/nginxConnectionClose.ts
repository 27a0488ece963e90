import type { NginxDirective } from '../../parse/nginxConf.ts';
import type { ConfigSite } from '../configSite.ts';
import { child, connectionHeader, isForWebSocket, passTarget, serversOf } from './effective.ts';
import { keepsByDefault, type NginxView, type Placed } from './nginxView.ts';

/** The Connection header that is sent to the server says `close`, literally or by a map's default. */
export function* nginxConnectionClose(view: NginxView): Iterable<ConfigSite> {
  for (const place of view.passes) {
    const target = passTarget(place);
    if (place.directive.name !== 'proxy_pass' || target === undefined) continue;
    const upstream = view.upstreams.get(target.host);
    const header = connectionHeader(place);
    const value = header?.directive.args[1];
    if (header === undefined || value === undefined || isForWebSocket(place)) continue;
    const destinations =
      upstream === undefined ? [`${target.host}:${String(target.port ?? 80)}`] : serversOf(upstream);
    const common = {
      cause: 'nginx-connection-close' as const,
      symptoms: ['asked-to-close'] as const,
      destinations: target.isVariable ? [] : destinations,
      advice: 'Send an empty Connection header, so that the connection stays open for the next request.',
    };
    if (value.text.toLowerCase() === 'close') {
      yield {
        ...common,
        file: header.file,
        start: header.directive.start,
        end: header.directive.end,
        mechanism: 'nginx asks the server to close the connection after each request.',
        ...(upstream !== undefined && {
          fix: {
            title: 'Send an empty Connection header',
            isSafe: true,
            edits: [header.file.edit(value.start, value.end, '""')],
          },
        }),
      };
      continue;
    }
    const closing =
      upstream !== undefined && pools(view, upstream) ? closingEntry(view, value.text) : undefined;
    if (closing === undefined) continue;
    const { file, directive } = closing;
    const word = directive.args[0];
    yield {
      ...common,
      file,
      start: directive.start,
      end: directive.end,
      mechanism: `Requests other than WebSocket upgrades get \`Connection: close\` from this map, so each opens its own connection.`,
      ...(word !== undefined && {
        fix: {
          title: "Map to '' instead of close",
          isSafe: true,
          edits: [file.edit(word.start, word.end, "''")],
        },
      }),
    };
  }
}

function pools(view: NginxView, upstream: Placed): boolean {
  const keepalive = child(upstream, 'keepalive');
  return keepalive === undefined ? keepsByDefault(view) : Number(keepalive.args[0]?.text) > 0;
}

/** The entry of a map that gives `close` to requests without an Upgrade header: `''`, else the default. */
function closingEntry({ maps }: NginxView, variable: string): Placed | undefined {
  const map = maps.find(({ directive }) => directive.args[1]?.text === variable);
  const entries: readonly NginxDirective[] = map?.directive.block ?? [];
  const entry = entries.find(({ name }) => name === '') ?? entries.find(({ name }) => name === 'default');
  return map !== undefined && entry?.args[0]?.text.toLowerCase() === 'close'
    ? { file: map.file, directive: entry }
    : undefined;
}
