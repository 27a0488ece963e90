import { isAtLeast } from './kernelVersion.ts';
import { valueOf } from './outcome.ts';
import type { Snapshot } from './snapshot.ts';

/** Since 6.8, the kernel lists sockets that are bound but not connected on request (`BOUND_INACTIVE`). */
export function listsBound({ collector, facts }: Snapshot): boolean {
  const kernel = valueOf(facts)?.kernel;
  return collector === 'sock_diag' && kernel !== undefined && isAtLeast(kernel, 6, 8);
}
