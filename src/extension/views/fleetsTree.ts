import { type TreeItem } from 'vscode';
import { timeOfDay } from '../../core/protocol/viewModels.ts';
import { jobsOf, type FleetJob } from '../fleets/fleetJobs.ts';
import type { FleetList } from '../fleets/fleetList.ts';
import { lastFleet } from '../fleets/fleetState.ts';
import { fleetItem, fleetNoteItem, instanceItem, jobItem, moreInstancesItem } from './fleetItems.ts';
import type { FleetNode, FleetNoteNode, FleetsNode, InstanceNode, JobNode } from './hostsNode.ts';

export interface FleetsTreeParts {
  readonly fleets: FleetList;
  /** The id of the host with an instance's name, if it can be inspected itself. */
  readonly placeOf: (instance: string) => string | undefined;
  /** Milliseconds since 1970. */
  readonly today: () => number;
}

/** As many as are seen at once, so that what comes after them is not far. */
const firstLength = 25;
const pageLength = 100;

/** The part of the Hosts view below each Prometheus: jobs, and the first hosts of each, worst first. */
export class FleetsTree {
  readonly #parts: FleetsTreeParts;
  readonly #searches = new Map<string, string>();
  readonly #wanted = new Map<string, number>();

  constructor(parts: FleetsTreeParts) {
    this.#parts = parts;
  }

  /** What is searched for below a Prometheus; empty if all its hosts are shown. */
  searchOf(address: string): string {
    return this.#searches.get(address) ?? '';
  }

  search(address: string, text: string): void {
    this.#searches.set(address, text.trim());
    this.#wanted.clear();
  }

  showMore(address: string, job: string): void {
    const key = JSON.stringify([address, job]);
    this.#wanted.set(key, this.#wantedOf(address, job) + pageLength);
  }

  below(node: FleetsNode): FleetsNode[] {
    switch (node.kind) {
      case 'fleet':
        return [...this.#notes(node), ...this.#jobs(node.address).map((job) => jobNode(node.address, job))];
      case 'job':
        return this.#instances(node);
      case 'instance':
      case 'moreInstances':
      case 'fleetNote':
        return [];
    }
  }

  item(node: FleetsNode): TreeItem {
    switch (node.kind) {
      case 'fleet': {
        const { fleets, today } = this.#parts;
        const search = this.searchOf(node.address);
        return fleetItem(node, fleets.stateOf(node.address), search, today());
      }
      case 'job': {
        const job = this.#jobs(node.address).find((each) => each.job === node.job);
        return jobItem(node, job ?? { job: node.job, hosts: [] });
      }
      case 'instance':
        return instanceItem(node);
      case 'moreInstances':
        return moreInstancesItem(node);
      case 'fleetNote':
        return fleetNoteItem(node);
    }
  }

  #jobs(address: string): readonly FleetJob[] {
    const read = lastFleet(this.#parts.fleets.stateOf(address));
    return read === undefined ? [] : jobsOf(read.fleet, this.searchOf(address));
  }

  #notes({ address }: FleetNode): readonly FleetNoteNode[] {
    const state = this.#parts.fleets.stateOf(address);
    const note = (text: string, isProblem = false): FleetNoteNode => ({
      kind: 'fleetNote',
      address,
      text,
      isProblem,
    });
    const read = lastFleet(state);
    const failed =
      state.kind !== 'failed'
        ? []
        : [
            note(state.error.nextStep, true),
            ...(read === undefined ? [] : [note(`The hosts below are as of ${timeOfDay(read.at)}.`)]),
          ];
    if (read === undefined) return failed;
    const { fleet } = read;
    const warned = fleet.problems.map(({ message, nextStep }) => note(`${message} ${nextStep}`, true));
    if (fleet.hosts.length === 0)
      return [
        ...failed,
        ...warned,
        note('In the last day, no host had metrics of socket-diagnostics exporter or node_exporter.'),
        note('Run the exporter on each host, and have Prometheus scrape it.'),
      ];
    if (this.#jobs(address).length > 0) return [...failed, ...warned];
    return [...failed, ...warned, note(`No host matches “${this.searchOf(address)}”.`)];
  }

  #instances({ address, job }: JobNode): FleetsNode[] {
    const hosts = this.#jobs(address).find((each) => each.job === job)?.hosts ?? [];
    const shown = hosts.slice(0, this.#wantedOf(address, job));
    const nodes: FleetsNode[] = shown.map((instance): InstanceNode => {
      const place = this.#parts.placeOf(instance.instance);
      return { kind: 'instance', address, instance, ...(place !== undefined && { place }) };
    });
    if (shown.length < hosts.length)
      nodes.push({ kind: 'moreInstances', address, job, shown: shown.length, total: hosts.length });
    return nodes;
  }

  #wantedOf(address: string, job: string): number {
    return this.#wanted.get(JSON.stringify([address, job])) ?? firstLength;
  }
}

function jobNode(address: string, { job }: FleetJob): JobNode {
  return { kind: 'job', address, job };
}
