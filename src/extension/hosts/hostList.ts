import { EventEmitter, type Disposable } from 'vscode';
import type { HostsResult, ListedHost, SshCandidate } from '../../core/protocol/hosts.ts';
import { isSnapshotHost, localHost, nameOf } from '../../core/model/hostId.ts';
import type { Problem } from '../../core/model/outcome.ts';
import type { Inspections } from '../inspection/inspections.ts';
import { entryFromId, sshEntry, type HostEntry } from './hostEntry.ts';

export interface HostListPorts {
  /** The name of this machine; undefined if there is none. */
  readonly machine: string | undefined;
  /** What was found on this machine. */
  hosts(): Promise<HostsResult>;
  sshHosts(): readonly string[];
  setSshHosts(hosts: readonly string[]): Promise<void>;
}

/** Everything that can be inspected: this machine, the hosts that the user added, namespaces, and opened snapshots. */
export class HostList implements Disposable {
  readonly #ports: HostListPorts;
  readonly #inspections: Inspections;
  readonly #changed = new EventEmitter<void>();
  #local: HostEntry | undefined;
  #namespaces: readonly HostEntry[] = [];
  #candidates: readonly SshCandidate[] = [];
  #problems: readonly Problem[] = [];
  #refreshing: Promise<void> | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(ports: HostListPorts, inspections: Inspections) {
    this.#ports = ports;
    if (ports.machine !== undefined) this.#local = { id: localHost, kind: 'local', label: ports.machine };
    this.#inspections = inspections;
  }

  /** This machine, then the hosts that the user added. */
  get hosts(): readonly HostEntry[] {
    return this.#local === undefined ? [] : [this.#local, ...this.#ports.sshHosts().map(sshEntry)];
  }

  /** Other network namespaces and containers of this machine, as of the last listing. */
  get namespaces(): readonly HostEntry[] {
    return this.#namespaces;
  }

  /** Saved inspections that are open. */
  get files(): readonly HostEntry[] {
    return this.#inspections.known
      .map(({ host }) => host)
      .filter(isSnapshotHost)
      .map(entryFromId);
  }

  /** Hosts of the user's ssh configuration that could be added. */
  get candidates(): readonly SshCandidate[] {
    return this.#candidates;
  }

  /** What could not be listed, and why. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  get all(): readonly HostEntry[] {
    return [...this.hosts, ...this.#namespaces, ...this.files];
  }

  find(id: string): HostEntry | undefined {
    return this.all.find((entry) => entry.id === id);
  }

  /** As listed, or derived from the id itself. */
  entryOf(id: string): HostEntry {
    return this.find(id) ?? entryFromId(id);
  }

  /** Lists the hosts again. Simultaneous calls wait for the same answer. */
  async refresh(): Promise<void> {
    if (this.#local === undefined) return;
    this.#refreshing ??= this.#ask().finally(() => {
      this.#refreshing = undefined;
    });
    await this.#refreshing;
  }

  async addSsh(name: string): Promise<HostEntry> {
    const hosts = this.#ports.sshHosts();
    if (!hosts.includes(name)) await this.#ports.setSshHosts([...hosts, name]);
    return sshEntry(name);
  }

  /** Removes a host that the user added or that no longer exists, with all data about it. */
  async remove({ id, kind, label }: HostEntry): Promise<void> {
    if (kind === 'ssh')
      await this.#ports.setSshHosts(this.#ports.sshHosts().filter((name) => name !== label));
    this.#namespaces = this.#namespaces.filter((entry) => entry.id !== id || entry.isGone !== true);
    this.#inspections.forget(id);
    this.#changed.fire();
  }

  /** The setting changed: hosts that are no longer in it are dropped. */
  settingsChanged(): void {
    const wanted = new Set(this.hosts.map(({ id }) => id));
    const { known, current } = this.#inspections;
    const unwanted = new Set([...known, current].map(({ host }) => host).filter((host) => !wanted.has(host)));
    this.#changed.fire();
    for (const host of unwanted) if (nameOf(host, 'ssh') !== undefined) this.#inspections.forget(host);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #ask(): Promise<void> {
    const { hosts, sshCandidates, problems } = await this.#ports.hosts();
    const [local = this.#local, ...namespaces] = hosts.map(listedEntry);
    this.#local = local;
    this.#namespaces = [...namespaces, ...this.#goneBut(namespaces)];
    this.#candidates = sshCandidates;
    this.#problems = problems;
    this.#changed.fire();
  }

  /** Namespaces that no longer exist but whose figures are still shown. */
  #goneBut(present: readonly HostEntry[]): readonly HostEntry[] {
    const isPresent = new Set(present.map(({ id }) => id));
    return this.#namespaces
      .filter(({ id }) => !isPresent.has(id) && this.#inspections.known.some(({ host }) => host === id))
      .map((entry) => ({ ...entry, isGone: true }));
  }
}

function listedEntry({ id, kind, label }: ListedHost): HostEntry {
  return { id, kind, label };
}
