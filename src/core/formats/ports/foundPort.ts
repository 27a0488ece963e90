import type { ServicePort } from '../../model/servicePort.ts';
import type { ServiceName } from '../compose/serviceName.ts';

/** A port in a file, of which other files may decide whether a service listens on it. */
export interface FoundPort extends ServicePort {
  /** A service listens on it if one of these holds; absent if it does so whatever other files say. */
  readonly decidedBy?: readonly PortCondition[];
}

/** Whether `base`, which the service extends, uses the network of its host. */
export interface PortCondition {
  readonly base: ServiceName;
  readonly isOnHost: boolean;
}
