/**
 * Limits of the whole machine, which a network namespace of its own does not show: not to know them there makes nothing
 * unsure that can be seen there.
 * Source: net/ipv4/sysctl_net_ipv4.c, ipv4_table.
 */
export const machineKeys: ReadonlySet<string> = new Set(['net.ipv4.tcp_mem', 'net.ipv4.tcp_max_orphans']);
