/**
 * What AKS lets a node pool set, by the names of the kernel, with the numbers that it accepts.
 * Source: Azure's page on custom node configuration; the ranges are those of the azurerm provider, which checks them.
 */
const ranges = new Map<string, readonly [min: number, max: number] | undefined>([
  ['fs.aio-max-nr', [65_536, 6_553_500]],
  ['fs.file-max', [8192, 12_000_500]],
  ['fs.inotify.max_user_watches', [781_250, 2_097_152]],
  ['fs.nr_open', [8192, 20_000_500]],
  ['kernel.threads-max', [20, 513_785]],
  ['net.core.netdev_max_backlog', [1000, 3_240_000]],
  ['net.core.optmem_max', [20_480, 4_194_304]],
  ['net.core.rmem_default', [212_992, 134_217_728]],
  ['net.core.rmem_max', [212_992, 134_217_728]],
  ['net.core.somaxconn', [4096, 3_240_000]],
  ['net.core.wmem_default', [212_992, 134_217_728]],
  ['net.core.wmem_max', [212_992, 134_217_728]],
  ['net.ipv4.ip_local_port_range', undefined],
  ['net.ipv4.neigh.default.gc_thresh1', [128, 80_000]],
  ['net.ipv4.neigh.default.gc_thresh2', [512, 90_000]],
  ['net.ipv4.neigh.default.gc_thresh3', [1024, 100_000]],
  ['net.ipv4.tcp_fin_timeout', [5, 120]],
  ['net.ipv4.tcp_keepalive_intvl', [10, 90]],
  ['net.ipv4.tcp_keepalive_probes', [1, 15]],
  ['net.ipv4.tcp_keepalive_time', [30, 432_000]],
  ['net.ipv4.tcp_max_syn_backlog', [128, 3_240_000]],
  ['net.ipv4.tcp_max_tw_buckets', [8000, 1_440_000]],
  ['net.ipv4.tcp_tw_reuse', undefined],
  ['net.netfilter.nf_conntrack_buckets', [65_536, 524_288]],
  ['net.netfilter.nf_conntrack_max', [131_072, 2_097_152]],
  ['vm.max_map_count', [65_530, 262_144]],
  ['vm.swappiness', [0, 100]],
  ['vm.vfs_cache_pressure', [0, 100]],
]);

const byName = new Map([...ranges.keys()].map((key) => [squeezed(key), key]));

/** Of `netIpv4TcpTwReuse` or `net_ipv4_tcp_tw_reuse`; undefined for another name. */
export function aksKey(name: string): string | undefined {
  return byName.get(squeezed(name));
}

/** `net_ipv4_tcp_tw_reuse`, as its Terraform provider writes a key; undefined for one that AKS does not take as one number. */
export function aksSnakeCase(dotted: string): string | undefined {
  // A range is two numbers of other names there.
  return ranges.has(dotted) && dotted !== 'net.ipv4.ip_local_port_range'
    ? dotted.replace(/[.-]/g, '_')
    : undefined;
}

/** `netIpv4TcpTwReuse`, as its JSON writes it; undefined for a key that AKS does not take. */
export function aksCamelCase(dotted: string): string | undefined {
  if (!ranges.has(dotted)) return undefined;
  // The API has a name that breaks its own rule.
  if (dotted === 'net.ipv4.tcp_keepalive_intvl') return 'netIpv4TcpkeepaliveIntvl';
  return dotted.replace(/[._-](\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The numbers that AKS accepts for a key; undefined where it has no range of its own, or no such key. */
export function aksRange(dotted: string): readonly [min: number, max: number] | undefined {
  return ranges.get(dotted);
}

function squeezed(name: string): string {
  return name.replace(/[^a-z0-9]/gi, '').toLowerCase();
}
