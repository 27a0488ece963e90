import { UnreachableHost } from '../core/collect/unreachableHost.ts';
import type { InspectedHost, Place } from '../core/collect/place.ts';
import type { NetworkNamespace } from '../core/model/networkNamespace.ts';
import { localHost, nameOf, parseHostId } from '../core/model/hostId.ts';
import { failure, type Outcome } from '../core/model/outcome.ts';
import { parseSshAddress } from '../core/model/sshAddress.ts';
import type { SshOptions } from '../core/model/sshOptions.ts';
import { localCollectors, shellCollectors } from './collectors.ts';
import { DestroyEvents } from './destroyEvents.ts';
import { LocalHost } from './localHost.ts';
import { listNamespaces } from './namespaces/listNamespaces.ts';
import { NamespaceHost } from './namespaces/namespaceHost.ts';
import { namespacePath } from './namespaces/namespacePath.ts';
import { ShellEnds } from './shell/shellEnds.ts';
import { ShellHost } from './shell/shellHost.ts';
import { SockDiagCloser } from './sockDiagCloser.ts';
import { sshPlace } from './ssh/sshPlace.ts';
import { StateTrace } from './tracing/stateTrace.ts';

/**
 * Everything that can be inspected, by its id (core/model/hostId.ts). A host is created when it is first requested, and keeps
 * its connection until it is forgotten.
 */
export class HostRegistry {
  #ssh: SshOptions;
  readonly #local = new LocalHost();
  readonly #hosts = new Map<string, InspectedHost>();

  constructor(ssh: SshOptions) {
    this.#ssh = ssh;
    this.#hosts.set(localHost, {
      host: this.#local,
      collectors: localCollectors,
      closer: new SockDiagCloser(this.#local),
      ends: new DestroyEvents(this.#local),
      changes: new StateTrace(),
    });
  }

  /** Undefined if the id is not valid. A name that cannot be used yields a host that reports the reason. */
  get(id: string): Place | undefined {
    const known = this.#hosts.get(id);
    if (known !== undefined) return known;
    const parsed = parseHostId(id);
    if (parsed === undefined || parsed.kind === 'local') return undefined;
    const { kind, name } = parsed;
    if (kind === 'file') return { path: name };
    const made = kind === 'ssh' ? this.#sshHost(name) : this.#namespaceHost(name);
    this.#hosts.set(id, made);
    return made;
  }

  /** The user's own configuration, unless another is given. */
  get sshConfigFile(): string | undefined {
    return this.#ssh.configFile;
  }

  /** Sets how ssh is called from now on, and ends connections that were made differently. */
  async useSsh(ssh: SshOptions): Promise<void> {
    this.#ssh = ssh;
    await Promise.all(
      [...this.#hosts.keys()].filter((id) => nameOf(id, 'ssh') !== undefined).map((id) => this.forget(id)),
    );
  }

  /** Network namespaces of this machine, except this process's own. */
  namespaces(): Promise<Outcome<readonly NetworkNamespace[]>> {
    return listNamespaces();
  }

  /** Ends the connection to a host, if there is one. */
  async forget(id: string): Promise<void> {
    const host = this.#hosts.get(id);
    if (host?.dispose === undefined) return;
    this.#hosts.delete(id);
    await host.dispose();
  }

  /** Ends all connections. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#hosts.keys()].map((id) => this.forget(id)));
  }

  #sshHost(name: string): InspectedHost {
    const address = parseSshAddress(name);
    if ('problem' in address) return { host: new UnreachableHost(name, address), collectors: [] };
    const ssh = this.#ssh;
    const place = sshPlace(address.value, ssh);
    const host = new ShellHost(place);
    const ends = new ShellEnds(place, host);
    return { host, collectors: shellCollectors, ssh, ends, dispose: () => host.dispose() };
  }

  #namespaceHost(key: string): InspectedHost {
    if (!/^[\w.@:+-]{1,255}$/.test(key) || /^\.{1,2}$/.test(key)) {
      const wrong = failure(
        'failed',
        'netns-bad-name',
        'This is not the name of a network namespace or a process id.',
        'List the network namespaces: ip netns list, lsns -t net.',
      );
      return { host: new UnreachableHost(key, wrong), collectors: [] };
    }
    const name = /^\d+$/.test(key) ? `of process ${key}` : key;
    const host = new NamespaceHost(key, `network namespace ${name}`, this.#local);
    const closer = new SockDiagCloser(this.#local, namespacePath(key));
    const ends = new DestroyEvents(this.#local, namespacePath(key));
    const changes = new StateTrace(namespacePath(key));
    return { host, collectors: localCollectors, closer, ends, changes, dispose: () => host.dispose() };
  }
}
