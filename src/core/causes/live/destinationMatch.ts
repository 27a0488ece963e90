import type { ProcessInfo } from '../../model/processes.ts';
import type { Definitions, FoundSite } from '../cause.ts';
import { serviceName } from '../destinations.ts';
import { commandLineOf, type ProcessClue } from './processClue.ts';
import { isNamedAfter } from './programName.ts';
import type { ServicePorts } from './servicePorts.ts';

/** How surely a text means an address: written there, a name of it, a variable's value, or the port alone. */
export type MatchStrength = 'certain' | 'high' | 'medium' | 'low';

export interface DestinationMatch {
  readonly strength: MatchStrength;
  /** What it rests on, for people. */
  readonly restsOn: string;
  /** The variable or service that it was found by. */
  readonly name?: string;
  /** The process that listens there, where its name is what the text names. */
  readonly listener?: ProcessInfo;
}

/** Where connections lead. */
export interface Peer {
  readonly address: string;
  readonly port: number;
  /** The processes that listen there, where they are on this host and known. */
  readonly listeners: readonly ProcessInfo[];
}

/** What is known of names and values around the files. */
export interface KnownNames {
  /** Names of addresses, lower case: of `/etc/hosts`, and of DNS where somebody asked for it. */
  readonly names: ReadonlyMap<string, readonly NamedAddress[]>;
  /** Values of environment variables that lead somewhere, `host:port`: of env files, units and compose files. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
  /** Services in compose files and manifests of Kubernetes. */
  readonly services: ServicePorts;
  /** Where these variables and services are defined. */
  readonly definitions: Definitions;
}

export interface NamedAddress {
  readonly address: string;
  readonly source: 'hosts' | 'dns';
  /** Looked up on another machine than that of the sockets: it speaks for an address, but against no other. */
  readonly isOfOtherMachine?: true;
}

export const noKnownNames: KnownNames = {
  names: new Map(),
  variables: new Map(),
  services: new Map(),
  definitions: new Map(),
};

const strengths: readonly MatchStrength[] = ['low', 'medium', 'high', 'certain'];
/** Ports that many services have. */
const commonPorts: ReadonlySet<number> = new Set([80, 443, 8080]);

/**
 * Whether a site's connections lead to this address; absent where they do not, as far as anybody can tell.
 * @param process the one that runs the file, if it is known.
 */
export function matchDestination(
  site: FoundSite,
  peer: Peer,
  known: KnownNames,
  process: ProcessClue | undefined,
): DestinationMatch | undefined {
  const [defined] = site.definitions ?? [];
  const writtenIn =
    defined === undefined ? 'the line contains' : `${defined.label}, which it names, contains`;
  const direct = site.destinations.map((one) => matchOne(one, peer, known, writtenIn));
  const byVariable = site.destinations.length > 0 ? [] : variableMatches(site, peer, known);
  const byProcess = process === undefined ? [] : processMatches(site, peer, process);
  return [...direct, ...byVariable, ...byProcess]
    .filter((match) => match !== undefined)
    .toSorted((a, b) => strengths.indexOf(b.strength) - strengths.indexOf(a.strength))[0];
}

function matchOne(
  destination: string,
  peer: Peer,
  known: KnownNames,
  writtenIn: string,
): DestinationMatch | undefined {
  const { names, services } = known;
  const { address, port } = peer;
  const host = hostOf(destination);
  const written = Number(destination.slice(destination.lastIndexOf(':') + 1));
  if (written !== port) return targetMatch(host, written, peer, known);
  if (host === plain(address)) return { strength: 'certain', restsOn: `${writtenIn} the address` };
  if (host === 'localhost' && isLoopback(address))
    return { strength: 'high', restsOn: 'localhost is this machine' };
  const named = (names.get(host) ?? []).find((one) => one.address === plain(address));
  if (named !== undefined)
    return {
      strength: 'high',
      restsOn: named.source === 'hosts' ? `/etc/hosts has ${host}` : `DNS gives this address for ${host}`,
    };
  if (isAddress(host)) return undefined;
  // A probe goes to the address of its pod.
  if (host === '*')
    return commonPorts.has(port) ? undefined : { strength: 'low', restsOn: 'only the port matches' };
  const isKnown = names.get(host)?.some(({ isOfOtherMachine }) => isOfOtherMachine !== true) === true;
  if (isKnown || host === 'localhost') return undefined;
  const service = serviceName(host);
  // What has a domain may be any machine: `redis.prod.corp.com` says nothing of a redis-server here.
  const listener = service.includes('.')
    ? undefined
    : peer.listeners.find(({ name }) => isNamedAfter(service, name));
  if (listener !== undefined)
    return {
      strength: 'medium',
      restsOn: `the line names ${host} and this port, and ${listener.name} listens there`,
      listener,
      ...(services.has(service) && { name: service }),
    };
  if (services.has(service) && !isLoopback(address))
    return {
      strength: 'medium',
      restsOn: `${service} is a service that ${known.definitions.get(service)?.[0]?.file ?? 'a file'} defines, with this port`,
      name: service,
    };
  return commonPorts.has(port)
    ? undefined
    : { strength: 'low', restsOn: `only the port matches; the address of ${host} is not known` };
}

/** The addresses that the destinations of a site lead to: those written there, and those of names. */
export function addressesOf({ destinations }: FoundSite, { names }: KnownNames): readonly string[] {
  return destinations.flatMap((one) => {
    const host = hostOf(one);
    if (isAddress(host)) return [plain(host)];
    const known = (names.get(host) ?? []).map(({ address }) => plain(address));
    return host === 'localhost' ? ['127.0.0.1', '::1', ...known] : known;
  });
}

/** The host of `host:port`, IPv6 without its brackets. */
function hostOf(destination: string): string {
  return destination
    .slice(0, destination.lastIndexOf(':'))
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
}

/** A balancer that works at the socket connects to a pod instead of the Service, and so to the port of the pod. */
function targetMatch(
  host: string,
  written: number,
  { address, port }: Peer,
  { services, definitions }: KnownNames,
): DestinationMatch | undefined {
  const service = serviceName(host);
  if (services.get(service)?.get(written)?.includes(port) !== true || isLoopback(address)) return undefined;
  const file = definitions.get(service)?.[0]?.file ?? 'a file';
  return {
    strength: 'medium',
    restsOn: `${service} is a service that ${file} defines, whose port ${String(written)} leads to this port`,
    name: service,
  };
}

function variableMatches(site: FoundSite, peer: Peer, known: KnownNames): readonly DestinationMatch[] {
  return (site.variables ?? []).flatMap((name) =>
    (known.variables.get(name) ?? []).flatMap((value) => {
      const match = matchOne(value, peer, known, 'its value is');
      if (match === undefined || match.strength === 'low') return [];
      const { listener } = match;
      const restsOn =
        listener === undefined
          ? `the variable ${name} contains this address`
          : `the variable ${name} names this port and a service, and ${listener.name} listens there`;
      return [{ strength: 'medium' as const, restsOn, name, ...(listener && { listener }) }];
    }),
  );
}

/** By its environment and its command line. */
function processMatches(
  site: FoundSite,
  { address, port }: Peer,
  process: ProcessClue,
): readonly (DestinationMatch | undefined)[] {
  const running = process.variables ?? new Map<string, readonly string[]>();
  return [
    ...site.destinations.map((one) => serviceMatch(one, address, port, running)),
    ...(site.variables ?? []).map((name) => runningMatch(name, address, port, running)),
    ...(site.destinations.length > 0 ? [] : [argumentMatch(process, address, port)]),
  ];
}

/**
 * A service of Kubernetes by its name, with or without its namespace: each container knows the address of `stock` as
 * STOCK_SERVICE_HOST, unless the pod has `enableServiceLinks: false`.
 */
function serviceMatch(
  destination: string,
  address: string,
  port: number,
  running: ReadonlyMap<string, readonly string[]>,
): DestinationMatch | undefined {
  const at = destination.lastIndexOf(':');
  const [name = ''] = destination.slice(0, at).split('.');
  const variable = `${name.toUpperCase().replaceAll('-', '_')}_SERVICE_HOST`;
  const isMeant = running.get(variable)?.some((value) => isAt(value, address)) === true;
  return isMeant && Number(destination.slice(at + 1)) === port
    ? { strength: 'high', restsOn: `${variable} in the environment of the process is this address` }
    : undefined;
}

function runningMatch(
  name: string,
  address: string,
  port: number,
  running: ReadonlyMap<string, readonly string[]>,
): DestinationMatch | undefined {
  return running.get(name)?.some((value) => isAt(value, address) && value.endsWith(`:${String(port)}`)) ===
    true
    ? { strength: 'high', restsOn: `the variable ${name} of the process contains this address`, name }
    : undefined;
}

/** What a line does not say may be what its program was told. */
function argumentMatch(process: ProcessClue, address: string, port: number): DestinationMatch | undefined {
  return commandLineOf(process).destinations.some(
    (value) => isAt(value, address) && value.endsWith(`:${String(port)}`),
  )
    ? { strength: 'medium', restsOn: 'the command line of the process contains this address' }
    : undefined;
}

function isAt(value: string, address: string): boolean {
  return hostOf(value) === plain(address);
}

/** IPv4 within IPv6 is IPv4. */
export function plain(address: string): string {
  return address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
}

function isLoopback(address: string): boolean {
  return /^127\./.test(plain(address)) || address === '::1';
}

function isAddress(host: string): boolean {
  return /^\d+(\.\d+){3}$/.test(host) || host.includes(':');
}
