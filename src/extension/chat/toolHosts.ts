import { plainLabel } from '../../core/model/plainText.ts';
import { localHost } from '../../core/model/hostId.ts';
import type { HostEntry } from '../hosts/hostEntry.ts';

/** The hosts that a model may name: what the user has in the Hosts view, and no other. */
export class ToolHosts {
  readonly #hosts: () => readonly HostEntry[];

  constructor(hosts: () => readonly HostEntry[]) {
    this.#hosts = hosts;
  }

  /** By id or label; this machine where none is named. A model may send anything. */
  find(named: unknown): HostEntry | undefined {
    const wanted = named === undefined || named === '' ? localHost : named;
    const hosts = this.#hosts();
    return hosts.find(({ id }) => id === wanted) ?? hosts.find(({ label }) => label === wanted);
  }

  /** What to call it when the user is asked. */
  labelOf(named: unknown): string {
    return plainLabel(this.find(named)?.label ?? String(named));
  }

  /** What to tell a model that named another one. */
  get noneSuch(): string {
    const names = this.#hosts().map(({ id, label }) => `- ${plainLabel(id)} (${plainLabel(label)})`);
    return `The user has no such host. There are:\n${names.join('\n')}`;
  }
}
