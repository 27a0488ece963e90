import { type ConfigEntry, everyEntry, type ConfigNode } from '../../parse/configTree.ts';
import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';
import { isInBraces } from './inBraces.ts';
import { treesOf } from './treesOf.ts';

/**
 * A transport of Traefik's own that does not say how many idle connections it keeps: 2 for each server, while the default
 * transport keeps 200. Source: traefik/traefik, pkg/config/dynamic/http_config.go; traefik/traefik#13123.
 */
export function traefikSites(file: CauseFile): readonly ConfigSite[] {
  return treesOf(file).flatMap((tree) => [
    ...Array.from(everyEntry(tree))
      .filter(({ key, path }) => isKey(key, 'serversTransports') && isKey(path.at(-1) ?? '', 'http'))
      .flatMap(({ node }) => node.entries.flatMap((entry) => transport(file, entry))),
    // As a resource of Kubernetes.
    ...(textOf(tree, 'kind') === 'ServersTransport'
      ? tree.entries.filter(({ key }) => key === 'spec').flatMap((spec) => transport(file, spec))
      : []),
    ...tree.entries
      .filter(({ key }) => isKey(key, 'serversTransport'))
      .flatMap(({ node }) => node.entries.filter(isSwitchedOff).map((entry) => switchedOff(file, entry))),
  ]);
}

function transport(file: CauseFile, { node, start, key }: ConfigEntry): readonly ConfigSite[] {
  const idle = node.entries.find((entry) => isKey(entry.key, 'maxIdleConnsPerHost'));
  if (idle !== undefined) return isSwitchedOff(idle) ? [switchedOff(file, idle)] : [];
  const [first] = node.entries;
  if (first === undefined) return [];
  // Not `backend.serverName` of a table around it, either.
  const isOwnLine =
    file.indent(first.start).length === file.position(first.start).column &&
    !isInBraces(file, node) &&
    file.text.startsWith(first.key, first.start + (/["']/.test(file.text[first.start] ?? '') ? 1 : 0));
  const line = `maxIdleConnsPerHost${/\.toml$/i.test(file.path) ? ' =' : ':'} 200`;
  return [
    {
      cause: 'traefik-idle',
      file,
      start,
      end: start + key.length,
      mechanism:
        'A transport that does not set `maxIdleConnsPerHost` keeps 2 idle connections for each server; additional concurrent ones are closed after one request.',
      advice: 'Set `maxIdleConnsPerHost: 200`, the value of the default transport.',
      symptoms: ['small-pool', 'thrown-away'],
      destinations: [],
      ...(isOwnLine && {
        fix: {
          title: 'Keep 200 idle connections for each server',
          isSafe: true,
          edits: [file.insert(first.start, `${line}\n${file.indent(first.start)}`)],
        },
      }),
    },
  ];
}

function switchedOff(file: CauseFile, { start, node }: ConfigEntry): ConfigSite {
  return {
    cause: 'traefik-idle',
    file,
    start,
    end: node.end,
    mechanism: 'A negative `maxIdleConnsPerHost` keeps no connections: each request opens one.',
    advice: 'Set `maxIdleConnsPerHost: 200`, the default.',
    symptoms: ['asked-to-close', 'thrown-away'],
    destinations: [],
    fix: {
      title: 'Keep 200 idle connections for each server',
      isSafe: true,
      edits: [file.edit(node.start, node.end, '200')],
    },
  };
}

function isSwitchedOff({ key, node }: ConfigEntry): boolean {
  return isKey(key, 'maxIdleConnsPerHost') && Number(node.text) < 0;
}

/** Traefik reads keys without regard to case. */
function isKey(key: string, wanted: string): boolean {
  return key.toLowerCase() === wanted.toLowerCase();
}

function textOf({ entries }: ConfigNode, key: string): string | undefined {
  return entries.find((entry) => entry.key === key)?.node.text;
}
