import type { Collector } from '../core/collect/collector.ts';
import { procCollector } from '../core/collect/procCollector.ts';
import { sockDiagCollector } from '../core/collect/sockDiagCollector.ts';
import { ssCollector } from '../core/collect/ssCollector.ts';

/**
 * What `auto` tries on this machine, in this order: the netlink socket, then the program, then what can always be read. In
 * another network namespace as well: if one cannot be entered, only what `/proc/<pid>/net` shows is available.
 */
export const localCollectors: readonly Collector[] = [sockDiagCollector, ssCollector(), procCollector];

/** The same for a host that is read through a shell, where `ss` is the only one that can name processes. */
export const shellCollectors: readonly Collector[] = [ssCollector({ processes: true }), procCollector];
