import { portsWithin } from '../parameterView.ts';
import { setFix, verdictRule } from '../verdictRule.ts';

const key = 'net.ipv4.ip_local_port_range';
const reserved = 'net.ipv4.ip_local_reserved_ports';

/** Services that listen on a port of the registered range by default, as people know them. */
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
 * A connection may get a service's port before the service starts, which then fails with EADDRINUSE.
 * Source: Documentation/networking/ip-sysctl.rst, ip_local_reserved_ports.
 */
export const portRangeIncludesServices = verdictRule({
  id: 'port-range-includes-services',
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
      title: `ip_local_port_range covers the ports of services, such as ${first[0]} (${first[1]}).`,
      explanation:
        'An outgoing connection may hold such a port when the service starts, which then fails with EADDRINUSE.' +
        (rest.length === 0 ? '' : ` Others: ${rest.map(([port, name]) => `${port} (${name})`).join(', ')}.`),
      remedies: ['List the ports that this host listens on in net.ipv4.ip_local_reserved_ports.'],
      ...(view.value(reserved) === undefined && {
        fixes: [setFix(reserved, open.map(([port]) => port).join(','))],
      }),
    };
  },
});
