import type { FleetHost, HistoryHours } from '../../core/protocol/viewModels.ts';
import type { PastFigures } from '../../core/protocol/past.ts';
import { isUserError, messageOf } from '../errors.ts';
import type { FleetList } from './fleetList.ts';
import { prometheusLabel } from './fleetRows.ts';
import { lastFleet } from './fleetState.ts';

/** A host as a Prometheus knows it. */
export interface PastTarget extends Pick<FleetHost, 'job' | 'instance'> {
  readonly address: string;
}

/** The hosts of all Prometheus servers, and what each is by its id. */
export interface PastSource {
  readonly list: FleetList;
  /** The id of the host with an instance's name, if it can be inspected itself. */
  readonly placeOf: (instance: string) => string | undefined;
}

/** The instance that runs on a host, by its id; one of the exporter rather than of node_exporter. */
export function targetOnHost({ list: fleets, placeOf }: PastSource, host: string): PastTarget | undefined {
  const found = fleets.addresses.flatMap((address) => {
    const { hosts = [] } = lastFleet(fleets.stateOf(address))?.fleet ?? {};
    return hosts.filter(({ instance }) => placeOf(instance) === host).map((each) => ({ ...each, address }));
  });
  return found.find(({ source }) => source === 'exporter') ?? found[0];
}

export function isSameTarget(a: PastTarget | undefined, b: PastTarget | undefined): boolean {
  return a?.address === b?.address && a?.job === b?.job && a?.instance === b?.instance;
}

/** What a page knows of the past of one host; the last span that was asked for wins. */
export class PastOfHost {
  readonly #fleets: FleetList;
  readonly #post: (figures: PastFigures) => void;
  #asked = 0;

  constructor(fleets: FleetList, post: (figures: PastFigures) => void) {
    this.#fleets = fleets;
    this.#post = post;
  }

  async show({ address, job, instance }: PastTarget, hours: HistoryHours): Promise<void> {
    const asked = ++this.#asked;
    const about = { job, instance, prometheus: prometheusLabel(address), hours };
    this.#post({ ...about, isAsking: true });
    const answer = await this.#fleets.past({ address, job, instance, hours }).then(
      (history) => ({ history }),
      (error: unknown) => ({ failure: told(error) }),
    );
    if (asked === this.#asked) this.#post({ ...about, isAsking: false, ...answer });
  }

  /** An answer that is still to come is not shown. */
  drop(): void {
    this.#asked++;
  }
}

function told(error: unknown): NonNullable<PastFigures['failure']> {
  return isUserError(error)
    ? { message: error.message, nextStep: error.nextStep }
    : { message: messageOf(error), nextStep: '' };
}
