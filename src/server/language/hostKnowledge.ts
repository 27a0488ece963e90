import { release } from 'node:os';
import { parseKernelVersion, type KernelVersion } from '../../core/model/kernelVersion.ts';
import type { Parameters } from '../../core/model/parameters.ts';
import { parameterCatalogue } from '../../core/knowledge/parameters.ts';
import type { ConfigPlace } from '../../core/parse/configRoot.ts';
import type { Configuration } from '../../core/rules/fileSet.ts';
import { readConfiguration } from '../../host/configuration.ts';
import { readKernelParameters } from '../../host/kernelParameters.ts';

/** How long data stays valid, so that a burst of requests about one document reads only once. */
const freshMs = 3000;
/** Beyond this limit, keys in a very long file get no running value. */
const mostKeys = 4000;

/** Kept at a time: each may have megabytes. */
const mostConfigurations = 8;

interface Read<T> {
  readonly at: number;
  readonly value: Promise<T>;
}

/** Information about the machine of the server: kernel, running values, configuration. */
export class HostKnowledge {
  readonly kernel: KernelVersion | undefined = parseKernelVersion(release());
  readonly #now: () => number;
  readonly #configurations = new Map<string, Read<Configuration>>();
  #running: (Read<Parameters> & { readonly keys: ReadonlySet<string> }) | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The keys in the catalogue and the requested keys. */
  running(keys: readonly string[]): Promise<Parameters> {
    const known = this.#running;
    const now = this.#now();
    if (known !== undefined && now - known.at < freshMs && keys.every((key) => known.keys.has(key)))
      return known.value;
    const wanted = new Set(
      [...parameterCatalogue.keys(), ...(known?.keys ?? []), ...keys].slice(0, mostKeys),
    );
    this.#running = { at: now, keys: new Set([...wanted, ...keys]), value: readKernelParameters(wanted) };
    return this.#running.value;
  }

  configuration(place: ConfigPlace): Promise<Configuration> {
    const name = JSON.stringify([place.root, place.folder]);
    const known = this.#configurations.get(name);
    const now = this.#now();
    if (known !== undefined && now - known.at < freshMs) return known.value;
    const value = readConfiguration(place);
    this.#configurations.delete(name);
    this.#configurations.set(name, { at: now, value });
    // A workspace may have hundreds of folders; the oldest is not fresh any more.
    const [oldest] = this.#configurations.keys();
    if (this.#configurations.size > mostConfigurations && oldest !== undefined)
      this.#configurations.delete(oldest);
    return value;
  }

  /** After a file was saved. */
  forgetFiles(): void {
    this.#configurations.clear();
  }
}
