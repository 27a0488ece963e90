import type { Assigned } from './assigned.ts';

/** In characters: far more than people write in such a file, and read in a fraction of a second. */
export const longestRead = 256 * 1024;

/** What a file says of names that source code uses for destinations. */
export interface ContextNames {
  /** Each set belongs to one environment: a host and a port there may be those of one destination. */
  readonly environments: readonly ReadonlyMap<string, Assigned>[];
  readonly services: readonly NamedService[];
  readonly pods: readonly Pods[];
  /** Where the files may be that it names as environments, relative to the folder that is scanned. */
  readonly environmentFiles: readonly string[];
}

export const noContextNames: ContextNames = {
  environments: [],
  services: [],
  pods: [],
  environmentFiles: [],
};

/** A name that other containers connect to. */
export interface NamedService {
  /** In lower case. */
  readonly name: string;
  /** Where it is written, by offset. */
  readonly at: number;
  /** Ports of Kubernetes that lead to others in the pods. */
  readonly ports?: readonly ServicePort[];
  /** The labels of its pods. */
  readonly selector?: ReadonlyMap<string, string>;
}

interface ServicePort {
  readonly port: number;
  /** A number, or the name that a container gives to its port. */
  readonly target: string;
}

/** What the template of pods says of ports that have names. */
export interface Pods {
  readonly labels: ReadonlyMap<string, string>;
  readonly ports: ReadonlyMap<string, number>;
}
