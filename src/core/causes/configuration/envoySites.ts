import { type ConfigNode, everyEntry, valueAt } from '../../parse/configTree.ts';
import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';
import { isInBraces } from './inBraces.ts';
import { treesOf } from './treesOf.ts';

/** Clusters of Envoy, and destination rules of Istio, that use a connection once or bind it before it connects. */
export function envoySites(file: CauseFile): readonly ConfigSite[] {
  return treesOf(file).flatMap((tree) => {
    const clusters = Array.from(everyEntry(tree))
      .filter(({ key }) => key === 'clusters')
      .flatMap(({ node }) => node.items);
    const servers = new Map<ConfigNode, readonly string[]>();
    const destinationsAt = (start: number): readonly string[] => {
      const cluster = clusters.find((one) => one.start <= start && start < one.end);
      if (cluster === undefined) return [];
      const known = servers.get(cluster) ?? serversOf(cluster);
      servers.set(cluster, known);
      return known;
    };
    return Array.from(everyEntry(tree)).flatMap(({ key, start, node, parent }): readonly ConfigSite[] => {
      if (/^max_?requests_?per_?connection$/i.test(key) && node.text === '1')
        return [
          {
            cause: 'envoy-close',
            file,
            start,
            end: node.end,
            mechanism: 'Each connection to the cluster serves one request and is then closed.',
            advice: `Remove \`${key}: 1\`.`,
            symptoms: ['asked-to-close', 'thrown-away'],
            destinations: destinationsAt(start),
            // A map must not be left empty.
            ...(parent.entries.length > 1 &&
              !isInBraces(file, parent) && {
                fix: { title: 'Keep connections', isSafe: true, edits: [file.remove(start, node.end)] },
              }),
          },
        ];
      const source = key === 'upstream_bind_config' ? valueAt(node, 'source_address') : undefined;
      if (source === undefined || setsOption(node)) return [];
      const entry = node.entries.find((one) => one.key === 'source_address');
      const isBlock =
        entry !== undefined && file.indent(entry.start).length === file.position(entry.start).column;
      return [
        {
          cause: 'c-bind-first',
          file,
          start: entry?.start ?? start,
          end: (entry?.start ?? start) + 'source_address'.length,
          mechanism:
            'Envoy binds each connection before it connects, so the kernel assigns a port that no other destination can share.',
          advice:
            'Set `IP_BIND_ADDRESS_NO_PORT` in `socket_options`: `{level: 0, name: 24, int_value: 1, state: STATE_PREBIND}`.',
          symptoms: ['bind-first'],
          destinations: destinationsAt(start),
          ...(isBlock &&
            !isInBraces(file, node) && {
              fix: {
                title: 'Set IP_BIND_ADDRESS_NO_PORT',
                isSafe: false,
                edits: [
                  file.insert(
                    entry.start,
                    `socket_options: [{level: 0, name: 24, int_value: 1, state: STATE_PREBIND}]\n${file.indent(entry.start)}`,
                  ),
                ],
              },
            }),
        },
      ];
    });
  });
}

/** IP_BIND_ADDRESS_NO_PORT is 24. Source: include/uapi/linux/in.h. */
function setsOption(bind: ConfigNode): boolean {
  return (
    valueAt(bind, 'socket_options')?.items.some((option) => valueAt(option, 'name')?.text === '24') === true
  );
}

function serversOf(cluster: ConfigNode): readonly string[] {
  return Array.from(everyEntry(cluster)).flatMap(({ key, node, path }) => {
    if (key !== 'socket_address' || path.includes('upstream_bind_config')) return [];
    const [address, port] = [valueAt(node, 'address')?.text, valueAt(node, 'port_value')?.text];
    return address === undefined || port === undefined ? [] : [`${address}:${port}`];
  });
}
