import { EventEmitter, ViewColumn, window, type Disposable, type Uri, type WebviewPanel } from 'vscode';
import type { FleetPage } from '../../core/protocol/fleetPage.ts';
import type { FleetHost } from '../../core/protocol/viewModels.ts';
import type { FromWebview, ToWebview } from '../../core/protocol/webview.ts';
import { panelIds } from '../ids.ts';
import type { Watched } from '../live/onlookers.ts';
import { copyFromPage } from './copyFromPage.ts';
import { onPageMessage } from './pageMessages.ts';
import { rememberedOf } from './rememberedOf.ts';
import { panelOptions, preparePanel } from './reportHtml.ts';
import { runCommand } from '../runCommand.ts';
import type { FleetList } from '../fleets/fleetList.ts';
import { prometheusLabel } from '../fleets/fleetRows.ts';
import { lastFleet } from '../fleets/fleetState.ts';
import { PastOfHost } from '../fleets/pastOfHost.ts';

export interface FleetPanelsParts {
  readonly extensionUri: Uri;
  readonly fleets: FleetList;
  /** The id of the host with an instance's name, if it can be inspected itself. */
  readonly placeOf: (instance: string) => string | undefined;
  readonly onFailure: (error: unknown) => void;
}

interface Open {
  readonly address: string;
  readonly panel: WebviewPanel;
  readonly past: PastOfHost;
}

/** Editor tabs with all hosts of a Prometheus, one for each. */
export class FleetPanels implements Disposable, Watched {
  readonly #parts: FleetPanelsParts;
  readonly #open = new Map<string, WebviewPanel>();
  readonly #visibilityChanged = new EventEmitter<void>();
  readonly #subscription: Disposable;

  readonly onDidChangeVisibility = this.#visibilityChanged.event;

  constructor(parts: FleetPanelsParts) {
    this.#parts = parts;
    this.#subscription = parts.fleets.onDidChange(() => {
      for (const [address, panel] of this.#open)
        if (parts.fleets.addresses.includes(address)) this.#post(address, panel);
        else panel.dispose();
    });
  }

  get isVisible(): boolean {
    return [...this.#open.values()].some(({ visible }) => visible);
  }

  show(address: string): void {
    const open = this.#open.get(address);
    if (open !== undefined) {
      open.reveal();
      return;
    }
    const title = `Hosts of ${prometheusLabel(address)}`;
    const options = panelOptions(this.#parts.extensionUri);
    this.#adopt(address, window.createWebviewPanel(panelIds.fleet, title, ViewColumn.Active, options));
  }

  /** Takes on a tab that VS Code kept while the window was loaded again. Prometheus is asked when the user wants it. */
  adopt(panel: WebviewPanel, state: unknown): void {
    const { prometheus } = rememberedOf(state);
    const isKnown = prometheus !== undefined && this.#parts.fleets.addresses.includes(prometheus);
    if (isKnown && !this.#open.has(prometheus)) this.#adopt(prometheus, panel);
    else panel.dispose();
  }

  dispose(): void {
    for (const panel of this.#open.values()) panel.dispose();
    this.#subscription.dispose();
    this.#visibilityChanged.dispose();
  }

  #adopt(address: string, panel: WebviewPanel): void {
    this.#open.set(address, panel);
    const past = new PastOfHost(this.#parts.fleets, (figures) => {
      const message: ToWebview = { kind: 'past', ...figures };
      if (this.#open.get(address) === panel) void panel.webview.postMessage(message);
    });
    onPageMessage(
      panel.webview,
      (message) => this.#receive(message, { address, panel, past }),
      this.#parts.onFailure,
    );
    panel.onDidChangeViewState(() => {
      this.#visibilityChanged.fire();
    });
    panel.onDidDispose(() => {
      this.#open.delete(address);
      this.#visibilityChanged.fire();
    });
    preparePanel(panel, this.#parts.extensionUri);
    this.#visibilityChanged.fire();
  }

  async #receive(message: FromWebview, { address, panel, past }: Open): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.#post(address, panel);
        break;
      case 'inspect':
        await runCommand('refreshPrometheus', address);
        break;
      case 'inspectInstance': {
        const instance = this.#hostsOf(address).find((host) => host.instance === message.instance);
        if (instance !== undefined) await runCommand('inspectInstance', { kind: 'instance', instance });
        break;
      }
      case 'askPast': {
        const { job, instance, hours } = message;
        const isKnown = this.#hostsOf(address).some((host) => host.job === job && host.instance === instance);
        if (isKnown) await past.show({ address, job, instance }, hours);
        break;
      }
      case 'copy':
        await copyFromPage(message.text);
        break;
      default:
        // Only the page of a report asks for the others.
        break;
    }
  }

  /** The page does not make up instances: only these are acted on. */
  #hostsOf(address: string): readonly FleetHost[] {
    return lastFleet(this.#parts.fleets.stateOf(address))?.fleet.hosts ?? [];
  }

  #post(address: string, panel: WebviewPanel): void {
    const message: ToWebview = { kind: 'fleet', ...this.#pageOf(address) };
    void panel.webview.postMessage(message);
  }

  #pageOf(address: string): FleetPage {
    const { fleets, placeOf } = this.#parts;
    const state = fleets.stateOf(address);
    const read = lastFleet(state);
    return {
      address,
      label: prometheusLabel(address),
      ...(read && {
        read: {
          ...read,
          reachable: read.fleet.hosts
            .map(({ instance }) => instance)
            .filter((instance) => placeOf(instance) !== undefined),
        },
      }),
      isAsking: state.kind === 'asking',
      ...(state.kind === 'failed' && {
        failure: { message: state.error.message, nextStep: state.error.nextStep },
      }),
    };
  }
}
