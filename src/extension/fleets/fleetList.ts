import { EventEmitter, type Disposable } from 'vscode';
import { problemsOf, valueOf, type Outcome } from '../../core/model/outcome.ts';
import type { PrometheusPlace } from '../../core/protocol/fleet.ts';
import type { PastParams } from '../../core/protocol/past.ts';
import type { Fleet, InstanceHistory } from '../../core/protocol/viewModels.ts';
import { isUserError, type UserError } from '../errors.ts';
import { prometheusNotRead } from './fleetErrors.ts';
import { lastFleet, type FleetState } from './fleetState.ts';

export interface FleetListPorts {
  fleet(place: PrometheusPlace): Promise<Outcome<Fleet>>;
  past(params: PastParams): Promise<Outcome<InstanceHistory>>;
  /** As the user wrote them. */
  addresses(): readonly string[];
  setAddresses(addresses: readonly string[]): Promise<void>;
  token(address: string): Promise<string | undefined>;
  /** Forgets it if it is undefined. */
  setToken(address: string, token: string | undefined): Promise<void>;
  /** Milliseconds since 1970. */
  readonly today: () => number;
}

/** The Prometheus servers that the user added, and what each knew when it was last asked. */
export class FleetList implements Disposable {
  readonly #ports: FleetListPorts;
  readonly #states = new Map<string, FleetState>();
  readonly #asking = new Map<string, Promise<void>>();
  readonly #changed = new EventEmitter<string>();

  /** With the address of the Prometheus. */
  readonly onDidChange = this.#changed.event;

  constructor(ports: FleetListPorts) {
    this.#ports = ports;
  }

  get addresses(): readonly string[] {
    return this.#ports.addresses();
  }

  stateOf(address: string): FleetState {
    return this.#states.get(address) ?? { kind: 'none' };
  }

  /** Asks all of them. What fails is in their states. */
  async refreshAll(): Promise<void> {
    await Promise.all(this.addresses.map((address) => this.refresh(address).catch(() => undefined)));
  }

  /** Asks one of them. Simultaneous calls wait for the same answer. Fails with what its state then says. */
  async refresh(address: string): Promise<void> {
    const asking =
      this.#asking.get(address) ??
      this.#ask(address).finally(() => {
        this.#asking.delete(address);
      });
    this.#asking.set(address, asking);
    await asking;
  }

  /** The past of one host. Fails with why it could not be read. */
  async past(params: Omit<PastParams, 'token'>): Promise<InstanceHistory> {
    const token = await this.#ports.token(params.address);
    const outcome = await this.#ports.past({ ...params, ...(token !== undefined && { token }) });
    const history = valueOf(outcome);
    if (history === undefined) throw prometheusNotRead(params.address, problemsOf(outcome));
    return history;
  }

  async add(address: string): Promise<void> {
    const { addresses } = this;
    if (!addresses.includes(address)) await this.#ports.setAddresses([...addresses, address]);
    this.#changed.fire(address);
  }

  /** Empty: it is asked without one from now on. */
  async setToken(address: string, token: string): Promise<void> {
    await this.#ports.setToken(address, token === '' ? undefined : token);
  }

  /** With its token. */
  async remove(address: string): Promise<void> {
    await this.#ports.setAddresses(this.addresses.filter((each) => each !== address));
    await this.#ports.setToken(address, undefined);
    this.#states.delete(address);
    this.#changed.fire(address);
  }

  /** The setting changed: what is no longer in it is dropped. */
  settingsChanged(): void {
    const wanted = new Set(this.addresses);
    for (const address of this.#states.keys()) if (!wanted.has(address)) this.#states.delete(address);
    this.#changed.fire('');
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #ask(address: string): Promise<void> {
    const previous = lastFleet(this.stateOf(address));
    const older = previous === undefined ? {} : { previous };
    this.#set(address, { kind: 'asking', ...older });
    try {
      const token = await this.#ports.token(address);
      const outcome = await this.#ports.fleet({ address, ...(token !== undefined && { token }) });
      const fleet = valueOf(outcome);
      if (fleet === undefined) throw prometheusNotRead(address, problemsOf(outcome));
      this.#set(address, { kind: 'read', read: { fleet, at: this.#ports.today() } });
    } catch (error) {
      const told: UserError = isUserError(error) ? error : prometheusNotRead(address, [], error);
      this.#set(address, { kind: 'failed', error: told, ...older });
      throw told;
    }
  }

  #set(address: string, state: FleetState): void {
    // It may have been removed meanwhile.
    if (!this.addresses.includes(address)) return;
    this.#states.set(address, state);
    this.#changed.fire(address);
  }
}
