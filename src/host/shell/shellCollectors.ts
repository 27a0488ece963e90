import type { Collector } from '../../core/collect/collector.ts';
import { procCollector } from '../../core/collect/procCollector.ts';
import { ssCollector } from '../../core/collect/ssCollector.ts';

/** The collectors of a host that is read through a shell, best first. */
export const shellCollectors: readonly Collector[] = [ssCollector({ processes: true }), procCollector];
