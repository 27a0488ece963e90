import type { ServicePort } from '../../model/servicePort.ts';
import type { ServiceName } from '../compose/serviceName.ts';

/** A port in a file, of which another file may decide whether the service listens on it. */
export interface FoundPort extends ServicePort {
  /** Only if `base`, which the service extends, uses the network of its host, or only if it does not. */
  readonly decidedBy?: { readonly base: ServiceName; readonly isOnHost: boolean };
}
