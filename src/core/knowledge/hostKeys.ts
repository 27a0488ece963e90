import { findParameter } from './parameters.ts';

/** Where a key below `net` is that a container cannot write. */
export type InChild = 'absent' | 'readOnly';

/** `net.core.a b`: several keys of one folder. */
const keysOf = (folder: string, names: string): readonly string[] =>
  names.split(' ').map((name) => `net.${folder}.${name}`);

/**
 * Keys without an entry in the catalogue that belong to the first network namespace and do not exist in any other.
 * Source: both listings of /proc/sys/net on kernel 6.18. An older kernel has no more of them in each namespace.
 */
const absent: ReadonlySet<string> = new Set([
  ...keysOf(
    'core',
    'bpf_jit_enable bpf_jit_harden bpf_jit_kallsyms bpf_jit_limit busy_poll busy_read default_qdisc dev_weight dev_weight_rx_bias dev_weight_tx_bias devconf_inherit_init_net fb_tunnels_only_for_init_net flow_limit_cpu_bitmap flow_limit_table_len gro_normal_batch high_order_alloc_disable max_skb_frags mem_pcpu_rsv message_burst message_cost netdev_budget netdev_budget_usecs netdev_rss_key netdev_tstamp_prequeue netdev_unregister_timeout_secs rps_sock_flow_entries skb_defer_max warnings',
  ),
  ...keysOf(
    'ipv4',
    'cipso_cache_bucket_size cipso_cache_enable cipso_rbm_optfmt cipso_rbm_strictvalid fib_sync_mem inet_peer_maxttl inet_peer_minttl inet_peer_threshold ipfrag_secret_interval tcp_available_ulp udp_mem',
  ),
  ...keysOf(
    'ipv4.route',
    'error_burst error_cost gc_elasticity gc_interval gc_min_interval gc_min_interval_ms gc_thresh gc_timeout max_size redirect_load redirect_number redirect_silence',
  ),
  ...keysOf(
    'ipv6',
    'calipso_cache_bucket_size calipso_cache_enable ip6frag_secret_interval mld_max_msf mld_qrv',
  ),
  'net.netfilter.nf_log_all_netns',
]);

/** What a key is in the network namespace of a container; undefined if it can be written there, or is not below `net`. */
export function inChildOf(dotted: string): InChild | undefined {
  const scope = findParameter(dotted)?.scope;
  if (scope?.kind === 'global') return scope.inChild === 'shared' ? undefined : scope.inChild;
  if (scope !== undefined) return undefined;
  if (dotted === 'net.ipv4.tcp_allowed_congestion_control') return 'readOnly';
  return absent.has(dotted) || /^net\.ipv[46]\.neigh\.default\./.test(dotted) ? 'absent' : undefined;
}

/** Keys without an entry in the catalogue that cannot be written: their files have the mode 0444 on kernel 6.18. */
export function isReadOnlyAnywhere(dotted: string): boolean {
  return /^net\.(?:ipv[46]\.conf\.[^.]+\.mc_forwarding|ipv4\.(?:tcp_available_(?:congestion_control|ulp)|udp_hash_entries)|mptcp\.available_(?:path_managers|schedulers))$/.test(
    dotted,
  );
}
