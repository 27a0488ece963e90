import { EventEmitter, type Disposable } from 'vscode';
import { localHost } from '../../core/model/hostId.ts';
import { HostInspection, type InspectionPorts } from './hostInspection.ts';

/** The latest inspection of each host, and which host is current. */
export class Inspections implements Disposable {
  readonly #ports: InspectionPorts;
  readonly #hosts = new Map<string, HostInspection>();
  readonly #changed = new EventEmitter<HostInspection>();
  readonly #currentChanged = new EventEmitter<HostInspection>();
  readonly #forgotten = new EventEmitter<string>();
  #current: HostInspection;

  /** Fires when data about a host has changed. */
  readonly onDidChange = this.#changed.event;
  /** Fires when data about the current host has changed, or another host is current. */
  readonly onDidChangeCurrent = this.#currentChanged.event;
  /** Fires with the id of a host that was removed. */
  readonly onDidForget = this.#forgotten.event;

  constructor(ports: InspectionPorts) {
    this.#ports = ports;
    this.#current = this.of(localHost);
  }

  /** The host for the status bar, the live figures and commands without a host. Initially this machine. */
  get current(): HostInspection {
    return this.#current;
  }

  /** The current host, if it can be inspected and was not yet. */
  get waiting(): HostInspection | undefined {
    return this.#current.state.kind === 'none' && this.#ports.canInspect(this.#current.host)
      ? this.#current
      : undefined;
  }

  /** The hosts with data: this machine first, then in the order in which they were first requested. */
  get known(): readonly HostInspection[] {
    return [...this.#hosts.values()].filter(({ state }) => state.kind !== 'none');
  }

  of(host: string): HostInspection {
    const known = this.#hosts.get(host);
    if (known !== undefined) return known;
    const made = new HostInspection(host, this.#ports);
    made.onDidChange(() => {
      this.#changed.fire(made);
      if (made === this.#current) this.#currentChanged.fire(made);
    });
    this.#hosts.set(host, made);
    return made;
  }

  setCurrent(host: string): void {
    if (host === this.#current.host) return;
    this.#current = this.of(host);
    this.#currentChanged.fire(this.#current);
  }

  /** Drops a host with all its data. This machine cannot be dropped. */
  forget(host: string): void {
    if (host === localHost) return;
    if (this.#current.host === host) this.setCurrent(localHost);
    this.#hosts.get(host)?.dispose();
    if (this.#hosts.delete(host)) this.#forgotten.fire(host);
  }

  /** The server process has ended, and with it the sockets that pages of rows are read from. */
  serverStopped(): void {
    for (const inspection of this.#hosts.values()) inspection.serverStopped();
  }

  dispose(): void {
    for (const inspection of this.#hosts.values()) inspection.dispose();
    this.#changed.dispose();
    this.#currentChanged.dispose();
    this.#forgotten.dispose();
  }
}
