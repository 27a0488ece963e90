import { fleetSchema, fleetVersion, type Fleet } from '../fleet/fleet.ts';
import { flag, list, number, optional, record, text, type Fields, type Schema } from './schema.ts';

/** What the page about the hosts of a Prometheus is drawn from, as a whole. */
export interface FleetPage {
  readonly address: string;
  /** What people call it. */
  readonly label: string;
  /** Absent until it has answered. */
  readonly read?: {
    readonly fleet: Fleet;
    /** Milliseconds since 1970, by the clock of the machine that asked. */
    readonly at: number;
    /** The instances that can be inspected themselves. */
    readonly reachable: readonly string[];
  };
  readonly isAsking: boolean;
  /** It could not be asked; what was read before stays, marked as old. */
  readonly failure?: { readonly message: string; readonly nextStep: string };
}

/** A fleet of the version that this program writes. What is in it is drawn as text, by the program that wrote it. */
const fleet: Schema<Fleet> = {
  fault: (value, path) => {
    const { schema, version } = (value ?? {}) as Partial<Record<keyof Fleet, unknown>>;
    return schema === fleetSchema && version === fleetVersion
      ? undefined
      : { field: path, wanted: `a fleet of version ${String(fleetVersion)}` };
  },
};

export const fleetPageFields: Fields<FleetPage> = {
  address: text,
  label: text,
  read: optional(record({ fleet, at: number, reachable: list(text) })),
  isAsking: flag,
  failure: optional(record({ message: text, nextStep: text })),
};
