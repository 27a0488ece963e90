import { shortPath } from '../../model/pathText.ts';
import type { Assignment, AssignmentRoute, SharedNamespaces } from '../assignment.ts';
import type { ServiceName } from '../compose/serviceName.ts';
import { heirOnHost, hostOfBase } from '../compose/sharedByService.ts';
import type { AssignmentContext } from '../formatRule.ts';

const what = { network: 'the network', ipc: 'the IPC namespace' } as const;

/** Who uses a namespace of its host so that a parameter is rejected, in words; undefined if that is not known of any. */
export function sharedWithHost(
  { route }: Assignment,
  namespace: keyof SharedNamespaces,
  { repository }: AssignmentContext,
): { readonly unit: 'pod' | 'container'; readonly who: string } | undefined {
  if (route?.kind !== 'pod' && route?.kind !== 'container') return undefined;
  const unit = route.kind;
  const uses = `uses ${what[namespace]} of its host`;
  if (route.shared[namespace]) return { unit, who: `this ${unit} ${joinedBy(route, namespace) ?? uses}` };
  if (route.kind !== 'container') return undefined;
  const services = repository?.composeServices ?? [];
  const base = hostOfBase(route.service?.[namespace], namespace, services);
  if (base !== undefined)
    return { unit, who: `this container ${uses}, as ${inFile(base)} says, which it extends` };
  const heirHere = route.heirs?.[namespace];
  if (heirHere !== undefined) return { unit, who: `${heirHere}, which extends this service, ${uses}` };
  const heir = heirOnHost(route.service?.own, namespace, services);
  return heir && { unit, who: `${inFile(heir)}, which extends this service, ${uses}` };
}

/** The network of another service, which is that of the host, in words. */
function joinedBy(route: AssignmentRoute, namespace: keyof SharedNamespaces): string | undefined {
  if (route.kind !== 'container' || namespace !== 'network' || !route.network?.joins) return undefined;
  return `joins the network of ${route.network.owner ?? 'another one'}, which is that of its host`;
}

function inFile({ name, file }: ServiceName): string {
  return `${name} in ${shortPath(file)}`;
}
