/**
 * Kubernetes' list of safe parameters: those that every node lets a pod set. Source: kubernetes/website,
 * sysctl-cluster.md, and pkg/kubelet/sysctl/safe_sysctls.go.
 */
const safeSince: ReadonlyMap<string, number> = new Map([
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.ping_group_range', 18],
  ['net.ipv4.ip_unprivileged_port_start', 22],
  ['net.ipv4.ip_local_reserved_ports', 27],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_wmem', 32],
  ['net.ipv4.tcp_slow_start_after_idle', 37],
  ['net.ipv4.tcp_notsent_lowat', 37],
]);

/** The minor version of Kubernetes 1 since which a parameter is safe; 0 for always, undefined for never. */
export function safeSysctlSince(dotted: string): number | undefined {
  return safeSince.get(dotted);
}
