import { ConfigurationTarget, EventEmitter, workspace, type Disposable } from 'vscode';
import { collectorChoices, type CollectorChoice } from '../core/model/snapshot.ts';
import type { SshSettings } from '../core/protocol/hosts.ts';
import { settingIds } from './ids.ts';

/** A lower setting is a mistake: figures that change faster cannot be read. */
const shortestIntervalMs = 500;

/** The current settings of the extension itself. */
export class Settings implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #sshHostsChanged = new EventEmitter<void>();
  readonly #prometheusChanged = new EventEmitter<void>();
  readonly #sshChanged = new EventEmitter<SshSettings>();
  readonly #subscription = workspace.onDidChangeConfiguration((event) => {
    const affects = (section: string): boolean => event.affectsConfiguration(section);
    if (affects('socketDiagnostics')) this.#changed.fire();
    if (affects(settingIds.sshHosts)) this.#sshHostsChanged.fire();
    if (affects(settingIds.prometheusServers)) this.#prometheusChanged.fire();
    if (affects(settingIds.sshProgram) || affects(settingIds.sshConfigFile)) this.#sshChanged.fire(this.ssh);
  });

  readonly onDidChange = this.#changed.event;
  readonly onDidChangeSshHosts = this.#sshHostsChanged.event;
  readonly onDidChangePrometheusServers = this.#prometheusChanged.event;
  /** How the user's ssh is called. */
  readonly onDidChangeSsh = this.#sshChanged.event;

  get collector(): CollectorChoice {
    const wanted = workspace.getConfiguration().get<unknown>(settingIds.collector);
    return collectorChoices.find((choice) => choice === wanted) ?? 'auto';
  }

  /** 0: no live figures. */
  get liveIntervalMs(): number {
    return intervalMs(settingIds.liveInterval, 2);
  }

  /** 0: inspect only on request. */
  get refreshIntervalMs(): number {
    return intervalMs(settingIds.refreshInterval, 0);
  }

  /** As the user wrote them: `user@host:port`, or an alias from the ssh configuration. */
  get sshHosts(): readonly string[] {
    return texts(settingIds.sshHosts);
  }

  /** Addresses of Prometheus servers, as the user wrote them. */
  get prometheusServers(): readonly string[] {
    return texts(settingIds.prometheusServers);
  }

  /** Written to the settings of the machine that the window is connected to. */
  async setPrometheusServers(addresses: readonly string[]): Promise<void> {
    const id = settingIds.prometheusServers;
    await workspace.getConfiguration().update(id, addresses, ConfigurationTarget.Global);
  }

  /** Written to the settings of the machine that the window is connected to. */
  async setSshHosts(hosts: readonly string[]): Promise<void> {
    await workspace.getConfiguration().update(settingIds.sshHosts, hosts, ConfigurationTarget.Global);
  }

  get ssh(): SshSettings {
    const settings = workspace.getConfiguration();
    const program = settings.get<unknown>(settingIds.sshProgram);
    const configFile = settings.get<unknown>(settingIds.sshConfigFile);
    return {
      ...(typeof program === 'string' && program !== '' && { program }),
      ...(typeof configFile === 'string' && configFile !== '' && { configFile }),
    };
  }

  /** Whether the user allows changes to hosts at all. */
  get allowsHostChanges(): boolean {
    return workspace.getConfiguration().get<unknown>(settingIds.allowHostChanges) === true;
  }

  get hasStatusBar(): boolean {
    return workspace.getConfiguration().get<unknown>(settingIds.statusBar) !== false;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#sshHostsChanged.dispose();
    this.#prometheusChanged.dispose();
    this.#sshChanged.dispose();
  }
}

/** A list of texts, each once. A value entered by hand can be anything. */
function texts(id: string): readonly string[] {
  const values: unknown = workspace.getConfiguration().get(id);
  if (!Array.isArray(values)) return [];
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
  return [...new Set((values as unknown[]).filter(isText))];
}

/** A setting in seconds. A value entered by hand can be anything. */
function intervalMs(id: string, otherwise: number): number {
  const seconds = workspace.getConfiguration().get<unknown>(id);
  const milliseconds = (typeof seconds === 'number' ? seconds : otherwise) * 1000;
  return milliseconds > 0 ? Math.max(milliseconds, shortestIntervalMs) : 0;
}
