import { isAtLeast, parseKernelVersion, type KernelVersion } from '../model/kernelVersion.ts';
import type { AcceptedRange, ParameterEntry } from './parameters.ts';

/** The least and the greatest number that a write accepts. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

export interface KnownRange extends NumberRange {
  /** Older kernels accept more, and which kernel is meant is not known: the range holds since this version. */
  readonly since?: string;
}

/** What a 32-bit integer without bounds of its own accepts. */
const anyInteger: NumberRange = { min: -(2 ** 31), max: 2 ** 31 - 1 };

/**
 * What a kernel accepts for each member of a key's value; undefined if that was not established. Where the kernel is
 * not known it is what current kernels accept.
 */
export function acceptedRange(
  entry: ParameterEntry,
  kernel: KernelVersion | undefined,
): KnownRange | undefined {
  const { accepted } = entry.value;
  if (accepted === undefined) return undefined;
  const { older = [], since } = accepted;
  if (kernel === undefined) {
    const last = older.at(-1)?.before ?? since;
    return { ...bounds(accepted), ...(last !== undefined && { since: last }) };
  }
  const atThatTime = older.find(({ before }) => isBefore(kernel, before));
  if (atThatTime !== undefined) return bounds(atThatTime);
  return since !== undefined && isBefore(kernel, since) ? anyInteger : bounds(accepted);
}

/** A narrower range that some updates of a kernel enforce and others do not; undefined if there is none. */
export function rangeOfSomeUpdates(
  entry: ParameterEntry,
  kernel: KernelVersion | undefined,
): NumberRange | undefined {
  const updates = entry.value.accepted?.someUpdates;
  if (updates === undefined) return undefined;
  if (kernel === undefined) return bounds(updates);
  const isOver = updates.before !== undefined && !isBefore(kernel, updates.before);
  return isBefore(kernel, updates.from) || isOver ? undefined : bounds(updates);
}

/** The greatest number of seconds that every kernel accepts for a time that is kept in ticks: CONFIG_HZ is at most 1000. */
export const secondsOfEveryKernel = Math.floor((2 ** 31 - 1) / 1000);

function bounds({ min = -Infinity, max = Infinity }: Pick<AcceptedRange, 'min' | 'max'>): NumberRange {
  return { min, max };
}

function isBefore(kernel: KernelVersion, version: string): boolean {
  const parsed = parseKernelVersion(version);
  return parsed !== undefined && !isAtLeast(kernel, parsed.major, parsed.minor);
}
