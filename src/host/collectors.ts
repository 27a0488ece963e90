import type { Collector } from '../core/collect/collector.ts';
import { procCollector } from '../core/collect/procCollector.ts';
import { sockDiagCollector } from '../core/collect/sockDiagCollector.ts';
import { ssCollector } from '../core/collect/ssCollector.ts';

/** The collectors of the local host, best first: what `auto` tries in this order. */
export const localCollectors: readonly Collector[] = [sockDiagCollector, ssCollector(), procCollector];
