import type { AssignmentScope } from './inventoryEntry.ts';
import type { PortRange } from './portRange.ts';
import type { TextRange } from './textRange.ts';

/**
 * How a file says that a service will listen on a port: a container's port on its host (`published`), the port of a
 * container that shares the network of its host (`host-network`), a systemd socket unit, `listen` of nginx, `bind` of HAProxy,
 * or `EXPOSE` of an image, which only announces it (`exposed`).
 */
export type ServicePortKind = 'published' | 'host-network' | 'socket-unit' | 'nginx' | 'haproxy' | 'exposed';

/** Ports on which a service will listen, as a file declares them. */
export interface ServicePort {
  /** Usually one port. */
  readonly ports: PortRange;
  readonly kind: ServicePortKind;
  /** Whose ports they are. */
  readonly scope: AssignmentScope;
  /** The place of the number. */
  readonly range: TextRange;
}

/** What the files of a folder declare. */
export interface DeclaredPorts {
  /** Absent if no files were read. */
  readonly servicePorts?: readonly DeclaredPort[];
  /** What of the files was not read, as a sentence; absent if nothing is missing. */
  readonly servicePortsGap?: string;
}

/** A declared port with the place that a report names. */
export interface DeclaredPort extends Pick<ServicePort, 'ports' | 'kind'> {
  /** Absolute, or as the user gave it. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}
