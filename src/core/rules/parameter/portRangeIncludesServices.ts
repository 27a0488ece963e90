import { portsWithin } from '../parameterView.ts';
import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.ip_local_port_range';
const reserved = 'net.ipv4.ip_local_reserved_ports';

/** Services that by default listen on a registered port, by their common names. */
const services: readonly (readonly [port: number, name: string])[] = [
  [1433, 'SQL Server'],
  [2049, 'NFS'],
  [2379, 'etcd'],
  [3306, 'MySQL'],
  [5432, 'PostgreSQL'],
  [5672, 'RabbitMQ'],
  [6379, 'Redis'],
  [8080, 'HTTP'],
  [8443, 'HTTPS'],
  [9092, 'Kafka'],
  [9200, 'Elasticsearch'],
  [11211, 'memcached'],
  [27017, 'MongoDB'],
];

/**
 * An outgoing connection may take a service's port before the service starts, which then fails with EADDRINUSE.
 * Source: Documentation/networking/ip-sysctl.rst, ip_local_reserved_ports.
 */
export const portRangeIncludesServices = parameterRule({
  id: 'port-range-includes-services',
  about:
    'The port range includes ports of well-known services, which an outgoing connection may take before the service starts.',
  section: 'reserved-ports',
  severity: 'information',
  judge(view) {
    const [low, high] = view.integers(key, 2) ?? [];
    if (low === undefined || high === undefined) return undefined;
    const blocks = view.reservedPorts();
    const open = services.filter(
      ([port]) => port >= low && port <= high && portsWithin({ low: port, high: port }, blocks) === 0,
    );
    const [first, ...rest] = open;
    if (first === undefined) return undefined;
    return {
      key,
      because: [reserved],
      side: 'client',
      title: `ip_local_port_range includes ports used by services, such as ${first[0]} (${first[1]}).`,
      explanation:
        'If an outgoing connection holds such a port when the service starts, the service fails with EADDRINUSE.' +
        (rest.length === 0 ? '' : ` Others: ${rest.map(([port, name]) => `${port} (${name})`).join(', ')}.`),
      remedies: ['Add the ports that this host listens on to net.ipv4.ip_local_reserved_ports.'],
      ...(view.value(reserved) === undefined && {
        fixes: [setFix(reserved, open.map(([port]) => port).join(','))],
      }),
    };
  },
});
