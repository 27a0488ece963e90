/** What AKS lets a node pool set, by the names of the kernel. Source: Azure's page on custom node configuration. */
const keys = [
  'fs.aio-max-nr',
  'fs.file-max',
  'fs.inotify.max_user_watches',
  'fs.nr_open',
  'kernel.threads-max',
  'net.core.netdev_max_backlog',
  'net.core.optmem_max',
  'net.core.rmem_default',
  'net.core.rmem_max',
  'net.core.somaxconn',
  'net.core.wmem_default',
  'net.core.wmem_max',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.neigh.default.gc_thresh1',
  'net.ipv4.neigh.default.gc_thresh2',
  'net.ipv4.neigh.default.gc_thresh3',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_max_syn_backlog',
  'net.ipv4.tcp_max_tw_buckets',
  'net.ipv4.tcp_tw_reuse',
  'net.netfilter.nf_conntrack_buckets',
  'net.netfilter.nf_conntrack_max',
  'vm.max_map_count',
  'vm.swappiness',
  'vm.vfs_cache_pressure',
];

const byName = new Map(keys.map((key) => [squeezed(key), key]));

/** Of `netIpv4TcpTwReuse` or `net_ipv4_tcp_tw_reuse`; undefined for another name. */
export function aksKey(name: string): string | undefined {
  return byName.get(squeezed(name));
}

function squeezed(name: string): string {
  return name.replace(/[^a-z0-9]/gi, '').toLowerCase();
}
