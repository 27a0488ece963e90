import { isAtLeast, parseKernelVersion } from '../model/kernelVersion.ts';
import type { ParameterOrigin, ParameterValue } from '../model/parameters.ts';
import { parsePortList, parsePortRange, type PortRange } from '../model/portRange.ts';
import { meantIntegers } from '../parse/sysctlValue.ts';
import { keyFacts } from './keyFacts.ts';
import type { RuleInput } from './rule.ts';

const defaultPortRange: PortRange = { low: 32768, high: 60999 };

/** Resolves parameters as the kernel would: judged parameters first, then other files, then the running kernel. */
export class ParameterView {
  readonly input: RuleInput;
  #catalogued: readonly string[] | undefined;
  /** Cached by count, then by value, because many rules read the same values. */
  readonly #numbers: Map<string, readonly number[]>[] = [];

  constructor(input: RuleInput) {
    this.input = input;
  }

  /** The judged keys with an entry in the catalogue. */
  cataloguedKeys(): readonly string[] {
    this.#catalogued ??= [...(this.input.parameters?.keys() ?? [])].filter(
      (key) => keyFacts(key).entry !== undefined,
    );
    return this.#catalogued;
  }

  /** The value being judged: from a line of a file, or the running value of a kernel. */
  judged(key: string): ParameterValue | undefined {
    return this.input.parameters?.get(key);
  }

  /** Whether somebody set it explicitly; a running kernel's values may be defaults. */
  isSetInFile(key: string): boolean {
    return this.judged(key)?.origin.kind === 'file';
  }

  value(key: string): string | undefined {
    return this.#effective(key)?.value;
  }

  origin(key: string): ParameterOrigin | undefined {
    return this.#effective(key)?.origin;
  }

  #effective(key: string): ParameterValue | undefined {
    return this.judged(key) ?? this.input.elsewhere?.get(key) ?? this.input.running?.get(key);
  }

  /** The judged value as an integer; undefined if the key is not judged or has no integer value. */
  integer(key: string): number | undefined {
    return this.integers(key, 1)?.[0];
  }

  /** Like `integer`, but falls back to other files and the running kernel. */
  known(key: string): number | undefined {
    return this.#read(this.value(key), 1)?.[0];
  }

  integers(key: string, count: number): readonly number[] | undefined {
    return this.#read(this.judged(key)?.value, count);
  }

  #read(value: string | undefined, count: number): readonly number[] | undefined {
    if (value === undefined) return undefined;
    const known = this.#numbers[count]?.get(value);
    if (known !== undefined) return known;
    const numbers = meantIntegers(value, count);
    if (numbers !== undefined) (this.#numbers[count] ??= new Map()).set(value, numbers);
    return numbers;
  }

  /** Whether the kernel is `version` or later; undefined if its version is not known. */
  since(version: string): boolean | undefined {
    const wanted = parseKernelVersion(version);
    if (this.input.kernel === undefined || wanted === undefined) return undefined;
    return isAtLeast(this.input.kernel, wanted.major, wanted.minor);
  }

  /** If the kernel rejects a value, the previous one stays in effect. */
  portRange(): PortRange {
    const key = 'net.ipv4.ip_local_port_range';
    for (const parameters of [this.input.parameters, this.input.elsewhere, this.input.running]) {
      const range = parsePortRange(this.#read(parameters?.get(key)?.value, 2)?.join(' ') ?? '');
      if (range !== undefined) return range;
    }
    return defaultPortRange;
  }

  reservedPorts(): readonly PortRange[] {
    return parsePortList(this.value('net.ipv4.ip_local_reserved_ports') ?? '') ?? [];
  }

  /** Buckets of the connection hash table; a negative value means that the network namespace shares the host's table. */
  hashSlots(): number | undefined {
    const slots = this.known('net.ipv4.tcp_ehash_entries');
    return slots === undefined || slots === 0 ? undefined : Math.abs(slots);
  }
}

/** The number of ports in `range` that are in one of `blocks`. */
export function portsWithin(range: PortRange, blocks: readonly PortRange[]): number {
  let count = 0;
  let next = range.low;
  for (const { low, high } of blocks.toSorted((a, b) => a.low - b.low)) {
    const from = Math.max(low, next);
    const to = Math.min(high, range.high);
    if (to < from) continue;
    count += to - from + 1;
    next = to + 1;
  }
  return count;
}
