import type { AssignmentScope } from '../../model/inventoryEntry.ts';
import type { Parameters } from '../../model/parameters.ts';
import { shortPath } from '../../model/pathText.ts';
import { parsePortList, parsePortRange, portListText, type PortRange } from '../../model/portRange.ts';
import type { ServicePort } from '../../model/servicePort.ts';
import { scopeAmong } from '../compose/sharedByService.ts';
import type { AssignmentContext, AssignmentRule } from '../formatRule.ts';
import { otherPortFix, reservationFix } from '../ports/portFixes.ts';
import { portSettings, rangeKey, reservedKey, type PortSetting } from '../ports/portSetting.ts';

/** What outgoing connections of a target take. */
interface Range {
  readonly ports: PortRange;
  /** Where that is known from, in words. */
  readonly from: string;
}

const kernelDefault: Range = { ports: { low: 32_768, high: 60_999 }, from: 'the kernel’s default' };

/**
 * A file declares a port of a service that the kernel may give to an outgoing connection before the service starts.
 * Source: Documentation/networking/ip-sysctl.rst, ip_local_reserved_ports; net/ipv4/inet_hashtables.c.
 */
export const servicePortInRange: AssignmentRule = {
  id: 'service-port-in-range',
  about:
    'A file declares a port of a service that the kernel may give to an outgoing connection before the service starts.',
  section: 'where-ports',
  severity: 'hint',
  check: (context) =>
    (context.servicePorts ?? []).flatMap((port) => {
      const settings = settingsFor(port, context);
      const ranges = rangesOf(port, settings, context.running);
      const [range] = ranges;
      // Where files disagree, only what is certain is said.
      if (range === undefined || !ranges.every(({ ports }) => within(port.ports, ports))) return [];
      const reserved = reservedOf(port, settings, context.running);
      if (reserved.some((block) => within(port.ports, block))) return [];
      return [
        {
          range: port.range,
          message: messageOf(port, range, reserved),
          namesLine: true,
          fixes: [
            ...(isListHidden(settings, context)
              ? []
              : reservationFix(port, settings, context.repository?.newDropIn)),
            ...otherPortFix(port, range.ports),
          ],
        },
      ];
    }),
};

function settingsFor({ scope }: ServicePort, context: AssignmentContext): readonly PortSetting[] {
  const own = portSettings(context.assignments.map(({ assignment }) => assignment));
  const { portSettings: others = [], composeServices = [] } = context.repository ?? {};
  return [...own, ...others].filter(({ assignment }) =>
    isSameTarget(scopeAmong(assignment, composeServices), scope),
  );
}

/** Whether there may be a list that is not known yet, beside which a new one would be a second. */
function isListHidden(
  settings: readonly PortSetting[],
  { assignments, repository }: AssignmentContext,
): boolean {
  if (settings.some(({ assignment }) => assignment.key.dotted === reservedKey)) return false;
  return (
    (repository?.unknownLists ?? []).length > 0 ||
    assignments.some(({ key, isTemplate }) => isTemplate && key.dotted === reservedKey)
  );
}

/** A repository does not say which of its hosts is a node of which cluster. */
function isSameTarget(a: AssignmentScope, b: AssignmentScope): boolean {
  const isHost = (scope: AssignmentScope): boolean => scope === 'host' || scope === 'node';
  return isHost(a) === isHost(b);
}

function rangesOf(
  { scope }: ServicePort,
  settings: readonly PortSetting[],
  running: Parameters | undefined,
): readonly Range[] {
  const set = settings.flatMap(({ file, assignment: { key, value, writtenKey } }) => {
    const ports = key.dotted === rangeKey ? parsePortRange(value.text) : undefined;
    const line = writtenKey.range.start.line + 1;
    const from = file === undefined ? `set in line ${line}` : `set in ${shortPath(file)}:${line}`;
    return ports === undefined ? [] : [{ ports, from }];
  });
  if (set.length > 0) return set;
  const here = scope === 'host' ? parsePortRange(running?.get(rangeKey)?.value ?? '') : undefined;
  return [here === undefined ? kernelDefault : { ports: here, from: 'the running value of this host' }];
}

function reservedOf(
  { scope }: ServicePort,
  settings: readonly PortSetting[],
  running: Parameters | undefined,
): readonly PortRange[] {
  const lists = settings.flatMap(({ assignment: { key, value } }) =>
    key.dotted === reservedKey ? [value.text] : [],
  );
  if (lists.length === 0 && scope === 'host') lists.push(running?.get(reservedKey)?.value ?? '');
  return lists.flatMap((list) => parsePortList(list) ?? []);
}

function within(inner: PortRange, outer: PortRange): boolean {
  return inner.low >= outer.low && inner.high <= outer.high;
}

function messageOf(
  { ports, scope, kind }: ServicePort,
  { ports: { low, high }, from }: Range,
  reserved: readonly PortRange[],
): string {
  const what = portListText([ports]);
  const target = { host: 'the host', node: 'the node', pod: 'the pod', container: 'the container' }[scope];
  const other = low > 1024 ? `a port below ${low}` : `a port above ${high}`;
  const list = portListText([...reserved, ports]);
  const start =
    kind === 'exposed'
      ? `If the service listens on port ${what}, outgoing connections of ${target} can take it first`
      : `Outgoing connections of ${target} can take port ${what} before the service starts`;
  return `${start}: it is in ip_local_port_range (${low} to ${high}, ${from}) and not reserved. The service then fails with EADDRINUSE. Reserve it (${reservedKey} = ${list}), or choose ${other}.`;
}
