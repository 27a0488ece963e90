import { countText } from '../../model/numberText.ts';
import { parsePortList, portListText } from '../../model/portRange.ts';
import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.ip_local_port_range';
const reserved = 'net.ipv4.ip_local_reserved_ports';

/**
 * A service listens on a port that the kernel may give to an outgoing connection before the service starts.
 * Information only: a program that let the kernel choose its port looks the same and is not at risk.
 * Source: Documentation/networking/ip-sysctl.rst, ip_local_reserved_ports; net/ipv4/inet_hashtables.c.
 */
export const listenerInPortRange = parameterRule({
  id: 'listener-in-port-range',
  about:
    'A service listens on a port of ip_local_port_range that is not reserved, so an outgoing connection may take it while the service is down.',
  section: 'reserved-ports',
  severity: 'information',
  requires: ['sockets'],
  judge(view) {
    const range = view.judged(key) && view.portRange();
    const listeners = view.input.sockets?.aggregation.listeners ?? [];
    if (range === undefined) return undefined;
    const blocks = view.reservedPorts();
    const isOpen = (port: number) =>
      port >= range.low && port <= range.high && !blocks.some(({ low, high }) => port >= low && port <= high);
    const listened = listeners
      .filter(({ rows, port }) => rows.length > 0 && isOpen(port))
      .map(({ port }) => port);
    const ports = [...new Set(listened)].sort((a, b) => a - b);
    if (ports.length === 0) return undefined;
    const present = parsePortList(view.value(reserved) ?? '');
    const list = present && portListText([...present, ...ports.map((port) => ({ low: port, high: port }))]);
    return {
      key,
      because: [reserved],
      title: `${countText(ports.length, 'port')} in ip_local_port_range ${ports.length === 1 ? 'has a listening socket and is' : 'have listening sockets and are'} not reserved: ${ports.slice(0, 10).join(', ')}${ports.length > 10 ? ', …' : ''}.`,
      explanation:
        'While a service is down, an outgoing connection may take its port. The service then fails to start with EADDRINUSE.',
      remedies: [`Add them to net.ipv4.ip_local_reserved_ports.`],
      ...(list !== undefined && { fixes: [setFix(reserved, list)] }),
    };
  },
});
