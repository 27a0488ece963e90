import type { AssignmentScope } from '../../model/inventoryEntry.ts';
import type { Assignment, SharedNamespaces } from '../assignment.ts';
import { namespaceOf } from '../kubernetes/podScope.ts';
import type { FoundPort } from '../ports/foundPort.ts';
import { mostExtensions, type ComposeService, type ServiceName } from './serviceName.ts';

type Namespace = keyof SharedNamespaces;
type Services = readonly ComposeService[];

const nameOf = ({ file, name }: ServiceName): string => `${file}\n${name}`;

/** The service of another file from which one has a namespace of its host; undefined if it has none from there. */
export function hostOfBase(
  base: ServiceName | undefined,
  namespace: Namespace,
  services: Services,
): ServiceName | undefined {
  const said = chain(base, indexOf(services).byName).find((one) => one[namespace] !== undefined);
  return said?.[namespace] === true ? said : undefined;
}

/** Where an assignment acts when it is known which services other files have. */
export function scopeAmong(
  { key, route, scope }: Pick<Assignment, 'key' | 'route' | 'scope'>,
  services: Services,
): AssignmentScope {
  if (route?.kind !== 'serviceCommand') return scope;
  const namespace = namespaceOf(key.dotted);
  if (namespace !== 'network' && namespace !== 'ipc') return scope;
  return hostOfBase(route.service[namespace], namespace, services) === undefined ? scope : 'host';
}

/** Whether a service listens on a port that its file declares: on those of its container, or on those that it publishes. */
export function isListenedOn({ decidedBy }: FoundPort, services: Services): boolean {
  if (decidedBy === undefined) return true;
  return decidedBy.some(
    ({ base, isOnHost }) => (hostOfBase(base, 'network', services) !== undefined) === isOnHost,
  );
}

/** A service that extends one, with its parameters, and shares a namespace with its host. */
export function heirOnHost(
  of: ServiceName | undefined,
  namespace: Namespace,
  services: Services,
): ServiceName | undefined {
  return of && indexOf(services)[namespace].get(nameOf(of));
}

interface ServiceIndex extends Record<Namespace, ReadonlyMap<string, ServiceName>> {
  readonly byName: ReadonlyMap<string, ComposeService>;
}

/** Many files are judged by the same facts. */
const indexes = new WeakMap<Services, ServiceIndex>();

function indexOf(services: Services): ServiceIndex {
  const known = indexes.get(services);
  if (known !== undefined) return known;
  const byName = new Map(services.map((service) => [nameOf(service), service]));
  const index = { byName, network: heirs(services, 'network', byName), ipc: heirs(services, 'ipc', byName) };
  indexes.set(services, index);
  return index;
}

/** For each service that is extended, the first one that does so and shares a namespace with its host. */
function heirs(
  services: Services,
  namespace: Namespace,
  byName: ServiceIndex['byName'],
): ReadonlyMap<string, ServiceName> {
  const found = new Map<string, ServiceName>();
  for (const service of services) {
    let isOnHost: boolean | undefined;
    for (const { base, [namespace]: shares, dropsParameters } of chain(service, byName)) {
      isOnHost ??= shares;
      // What is further on in the chain no longer decides about it: it says the same, or is replaced.
      if (isOnHost === false || dropsParameters === true) break;
      if (isOnHost === true && base !== undefined && !found.has(nameOf(base)))
        found.set(nameOf(base), service);
    }
  }
  return found;
}

/** A service as its heirs meet it: itself, and what it extends in turn. */
function chain(from: ServiceName | undefined, byName: ServiceIndex['byName']): readonly ComposeService[] {
  const met = new Set<ComposeService>();
  let at = from && byName.get(nameOf(from));
  while (at !== undefined && !met.has(at) && met.size < mostExtensions) {
    met.add(at);
    at = at.base && byName.get(nameOf(at.base));
  }
  return [...met];
}
