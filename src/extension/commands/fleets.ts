import { Disposable, type SecretStorage, type Uri } from 'vscode';
import { fleetRequest } from '../../core/protocol/fleet.ts';
import { pastRequest } from '../../core/protocol/past.ts';
import type { Send } from '../client/server.ts';
import type { HostList } from '../hosts/hostList.ts';
import { placeOfInstance } from '../hosts/instancePlace.ts';
import { FleetRefresh } from '../live/fleetRefresh.ts';
import { Onlookers, type Watched } from '../live/onlookers.ts';
import type { Clock } from '../live/repeater.ts';
import type { Settings } from '../settings.ts';
import { FleetsTree } from '../views/fleetsTree.ts';
import { FleetList } from '../fleets/fleetList.ts';
import { FleetPanels } from '../report/fleetPanels.ts';
import type { PastSource } from '../fleets/pastOfHost.ts';
import { PrometheusTokens } from '../fleets/prometheusTokens.ts';

export interface FleetsParts {
  readonly extensionUri: Uri;
  readonly send: Send;
  readonly settings: Settings;
  readonly secrets: SecretStorage;
  readonly hosts: HostList;
  /** The view "Hosts". */
  readonly view: Watched & { redraw(): void };
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
}

/** Everything about Prometheus servers: part of the commands bundle, because most people have none. */
export class Fleets implements PastSource, Disposable {
  readonly list: FleetList;
  readonly tree: FleetsTree;
  readonly panels: FleetPanels;
  /** Draws the rows below each Prometheus again. */
  readonly redraw: () => void;
  /** The id of the host with an instance's name, if it can be inspected itself. */
  readonly placeOf: (instance: string) => string | undefined;
  readonly #subscriptions: Disposable;

  constructor({ extensionUri, send, settings, secrets, hosts, view, clock, onFailure }: FleetsParts) {
    const tokens = new PrometheusTokens(secrets);
    const fleets = new FleetList({
      fleet: (place) => send(fleetRequest, place),
      past: (params) => send(pastRequest, params),
      addresses: () => settings.prometheusServers,
      setAddresses: (addresses) => settings.setPrometheusServers(addresses),
      token: (address) => tokens.of(address),
      setToken: (address, token) => tokens.set(address, token),
      today: Date.now,
    });
    this.list = fleets;
    this.redraw = () => {
      view.redraw();
    };
    const placeOf = (instance: string): string | undefined => placeOfInstance(instance, hosts);
    this.placeOf = placeOf;
    this.tree = new FleetsTree({ fleets, placeOf, today: Date.now });
    this.panels = new FleetPanels({ extensionUri, fleets, placeOf, onFailure });
    const onlookers = new Onlookers();
    this.#subscriptions = Disposable.from(
      fleets,
      this.panels,
      onlookers,
      new FleetRefresh(clock, fleets, onlookers),
      fleets.onDidChange(this.redraw),
      settings.onDidChangePrometheusServers(() => {
        fleets.settingsChanged();
      }),
    );
    onlookers.add(view);
    onlookers.add(this.panels);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
