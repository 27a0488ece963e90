import { release } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { parseKernelVersion, type KernelVersion } from '../../core/model/kernelVersion.ts';
import type { Parameters, ParameterValue } from '../../core/model/parameters.ts';
import { parameterCatalogue } from '../../core/knowledge/parameters.ts';
import type { ConfigPlace } from '../../core/parse/configRoot.ts';
import type { Configuration } from '../../core/rules/fileSet.ts';
import { readConfiguration } from '../../host/configuration.ts';
import { readKernelParameters } from '../../host/kernelParameters.ts';
import type { Freshness, HostKnowledge, KeySource } from '../../service/language/languagePlace.ts';

/** How long data stays fresh, so that a burst of requests about one document reads only once. */
const freshMs = 3000;
/** Beyond this limit, keys in a very long file get no running value. */
const mostKeys = 4000;

/** Kept at a time: each may have megabytes. */
const mostConfigurations = 8;

interface Read<T> {
  readonly at: number;
  readonly value: Promise<T>;
}

/** Running values, which grow by the keys that are asked for. */
interface RunningRead extends Read<Map<string, ParameterValue>> {
  readonly keys: Set<string>;
  /** How many of a list of keys were looked at: such a list only grows. */
  readonly lookedAt: WeakMap<readonly string[], number>;
}

/** Reads the machine; another one for tests. */
export interface HostReader {
  readonly parameters: (keys: Iterable<string>) => Promise<Parameters>;
  readonly configuration: (place: ConfigPlace) => Promise<Configuration>;
}

/** Kernel, running values and configuration of the machine of the server process. What is read again and is the same stays the same object. */
export class LocalHostKnowledge implements HostKnowledge {
  readonly kernel: KernelVersion | undefined = parseKernelVersion(release());
  readonly #now: () => number;
  readonly #changed: () => void;
  readonly #reader: HostReader;
  readonly #configurations = new Map<string, Read<Configuration>>();
  #running: RunningRead | undefined;

  /** `changed` is called when something was read that is not as it was before. */
  constructor(
    now: () => number,
    changed: () => void,
    reader: HostReader = { parameters: readKernelParameters, configuration: readConfiguration },
  ) {
    this.#now = now;
    this.#changed = changed;
    this.#reader = reader;
  }

  async running(document: KeySource, wanted: Freshness): Promise<Parameters> {
    const known = this.#running;
    if (known === undefined || !this.#isGoodEnough(known, wanted))
      return this.#readRunning(document, known?.value);
    const fresh = newKeys(document, known).filter((key) => !known.keys.has(key));
    const read = fresh.slice(0, Math.max(0, mostKeys - known.keys.size));
    for (const key of fresh) known.keys.add(key);
    const values = await known.value;
    if (read.length > 0)
      for (const [key, value] of await this.#reader.parameters(new Set(read))) values.set(key, value);
    return values;
  }

  #readRunning(document: KeySource, before: RunningRead['value'] | undefined): Promise<Parameters> {
    const keys = new Set([...parameterCatalogue.keys(), ...keysOf(document)]);
    const value = this.#unlessSame(before, this.#valuesOf(keys, before));
    this.#running = { at: this.#now(), keys, lookedAt: new WeakMap(), value };
    lookAt(document.keys, this.#running);
    return value;
  }

  /** Also of the keys of other documents that had a value: those that had none may be half typed, and would take the place of others. */
  async #valuesOf(
    keys: Set<string>,
    before: RunningRead['value'] | undefined,
  ): Promise<Map<string, ParameterValue>> {
    const valued = await before?.catch(() => undefined);
    for (const key of valued?.keys() ?? []) keys.add(key);
    return new Map(await this.#reader.parameters(new Set([...keys].slice(0, mostKeys))));
  }

  configuration(place: ConfigPlace, wanted: Freshness): Promise<Configuration> {
    const name = JSON.stringify([place.root, place.folder]);
    const known = this.#configurations.get(name);
    if (known !== undefined && this.#isGoodEnough(known, wanted)) return known.value;
    const value = this.#unlessSame(known?.value, this.#reader.configuration(place));
    this.#configurations.delete(name);
    this.#configurations.set(name, { at: this.#now(), value });
    // A workspace may have hundreds of folders; the oldest is not fresh any more.
    const [oldest] = this.#configurations.keys();
    if (this.#configurations.size > mostConfigurations && oldest !== undefined)
      this.#configurations.delete(oldest);
    return value;
  }

  forgetFiles(): void {
    for (const [name, read] of this.#configurations)
      this.#configurations.set(name, { ...read, at: -Infinity });
    if (this.#running !== undefined) this.#running = { ...this.#running, at: -Infinity };
  }

  /** What a save has made old is good enough for nothing. */
  #isGoodEnough({ at }: Read<unknown>, wanted: Freshness): boolean {
    return at > -Infinity && (wanted === 'known' || this.#now() - at < freshMs);
  }

  async #unlessSame<T>(known: Promise<T> | undefined, read: Promise<T>): Promise<T> {
    const [before, now] = await Promise.all([known?.catch(() => undefined), read]);
    if (before === undefined || isDeepStrictEqual(before, now)) return before ?? now;
    this.#changed();
    return now;
  }
}

/** What a document has at the first look, and then what was typed since. */
function newKeys(document: KeySource, known: RunningRead): readonly string[] {
  const list = document.keys;
  const seen = list && known.lookedAt.get(list);
  lookAt(list, known);
  return list === undefined || seen === undefined ? keysOf(document) : list.slice(seen);
}

function lookAt(list: KeySource['keys'], { lookedAt }: RunningRead): void {
  if (list !== undefined) lookedAt.set(list, list.length);
}

function keysOf({ assignments }: KeySource): readonly string[] {
  return assignments.map(({ key }) => key.dotted);
}
