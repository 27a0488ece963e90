import { window } from 'vscode';
import { nameOf } from '../../core/model/hostId.ts';
import { valueOf } from '../../core/model/outcome.ts';
import { parsePrometheusAddress } from '../../core/model/prometheusAddress.ts';
import type { CommandTypes, InstanceArgument, PrometheusArgument } from '../commandTypes.ts';
import { untrustedWorkspace } from '../errors.ts';
import type { Failures } from '../failures.ts';
import { askAddress, askToken } from '../fleets/askPrometheus.ts';
import { instanceNotNamed } from '../fleets/fleetErrors.ts';
import type { FleetList } from '../fleets/fleetList.ts';
import { copyName } from './copyName.ts';
import type { Fleets } from './fleets.ts';
import { prometheusLabel } from '../fleets/fleetRows.ts';
import type { HostList } from '../hosts/hostList.ts';
import { placeOfInstance } from '../hosts/instancePlace.ts';
import { focusView, runCommand } from '../runCommand.ts';

export interface FleetCommandsParts {
  readonly fleets: Fleets;
  readonly list: HostList;
  readonly failures: Failures;
  readonly isTrusted: () => boolean;
}

type FleetCommands = Pick<
  CommandTypes,
  | 'addPrometheus'
  | 'openFleet'
  | 'refreshPrometheus'
  | 'searchInstances'
  | 'clearInstanceSearch'
  | 'showMoreInstances'
  | 'setPrometheusToken'
  | 'removePrometheus'
  | 'inspectInstance'
  | 'copyInstance'
>;

/** The commands about a Prometheus and the hosts that it knows. */
export function fleetCommands(parts: FleetCommandsParts): FleetCommands {
  const { list, failures } = parts;
  const { list: fleets, tree, redraw } = parts.fleets;
  const refresh = refreshCommand(fleets, failures);
  const search = (address: string, text: string): void => {
    tree.search(address, text);
    redraw();
  };
  return {
    addPrometheus: addCommand(parts, refresh),
    openFleet: openFleetCommand(parts),
    refreshPrometheus: refresh,
    searchInstances: async (argument) => {
      const address = addressOf(argument);
      const text = await window.showInputBox({
        title: `Search the hosts of ${prometheusLabel(address)}`,
        prompt: 'Parts of an instance, job, severity, rule or address. Each must match.',
        value: tree.searchOf(address),
      });
      if (text !== undefined) search(address, text);
    },
    clearInstanceSearch: (argument) => {
      search(addressOf(argument), '');
      return Promise.resolve();
    },
    showMoreInstances: (address, job) => {
      tree.showMore(address, job);
      redraw();
    },
    setPrometheusToken: setTokenCommand(fleets, failures, refresh),
    removePrometheus: async (argument) => {
      try {
        await fleets.remove(addressOf(argument));
      } catch (error) {
        void failures.show(error, () => runCommand('removePrometheus', argument));
      }
    },
    inspectInstance: inspectInstanceCommand(list, failures),
    copyInstance: ({ instance }) => copyName(instance.instance),
  };
}

/** "Add Prometheus…": asks for its address and its token, and reads its hosts. */
function addCommand(
  { fleets: { list: fleets }, failures, isTrusted }: FleetCommandsParts,
  refresh: CommandTypes['refreshPrometheus'],
): CommandTypes['addPrometheus'] {
  const run = async (): Promise<void> => {
    try {
      if (!isTrusted()) throw untrustedWorkspace();
      const address = await askAddress();
      if (address === undefined) return;
      const token = address.mayCarryToken ? await askToken(address) : '';
      if (token === undefined) return;
      await fleets.setToken(address.url, token);
      await fleets.add(address.url);
      await focusView('hosts');
      await refresh(address.url);
    } catch (error) {
      void failures.show(error, run);
    }
  };
  return run;
}

/** "Open Fleet": the page with all hosts of a Prometheus, which is asked unless it was before. */
function openFleetCommand({
  fleets: { list: fleets, panels },
  failures,
}: FleetCommandsParts): CommandTypes['openFleet'] {
  const run = async (argument?: PrometheusArgument): Promise<void> => {
    try {
      const address = argument === undefined ? await pickPrometheus(fleets) : addressOf(argument);
      if (address === undefined) return;
      panels.show(address);
      if (fleets.stateOf(address).kind === 'none') await fleets.refresh(address);
    } catch (error) {
      void failures.show(error, () => run(argument));
    }
  };
  return run;
}

async function pickPrometheus({ addresses }: FleetList): Promise<string | undefined> {
  if (addresses.length === 0) await runCommand('addPrometheus');
  if (addresses.length < 2) return addresses[0];
  const items = addresses.map((address) => ({ label: prometheusLabel(address), address }));
  return (await window.showQuickPick(items, { title: 'Open Fleet' }))?.address;
}

/** "Refresh" in the row of a Prometheus, which shows the progress itself. */
function refreshCommand(fleets: FleetList, failures: Failures): CommandTypes['refreshPrometheus'] {
  const run = async (argument: PrometheusArgument): Promise<void> => {
    try {
      await fleets.refresh(addressOf(argument));
    } catch (error) {
      void failures.show(error, () => run(argument));
    }
  };
  return run;
}

/** "Set Token…": replaces the token, and reads the hosts again. */
function setTokenCommand(
  fleets: FleetList,
  failures: Failures,
  refresh: CommandTypes['refreshPrometheus'],
): CommandTypes['setPrometheusToken'] {
  return async (argument) => {
    try {
      const address = addressOf(argument);
      const place = valueOf(parsePrometheusAddress(address));
      const token = place === undefined ? undefined : await askToken(place);
      if (token === undefined) return;
      await fleets.setToken(address, token);
      await refresh(address);
    } catch (error) {
      void failures.show(error, () => runCommand('setPrometheusToken', argument));
    }
  };
}

/** "Inspect This Host": through this machine or the user's ssh. A host of the ssh configuration is added to the list. */
function inspectInstanceCommand(list: HostList, failures: Failures): CommandTypes['inspectInstance'] {
  const run = async ({ instance }: InstanceArgument): Promise<void> => {
    try {
      const place = placeOfInstance(instance.instance, list);
      if (place === undefined) throw instanceNotNamed(instance.instance);
      const ssh = nameOf(place, 'ssh');
      if (ssh !== undefined) await list.addSsh(ssh);
      await runCommand('inspect', place);
    } catch (error) {
      void failures.show(error, () => run({ kind: 'instance', instance }));
    }
  };
  return run;
}

function addressOf(argument: PrometheusArgument): string {
  return typeof argument === 'string' ? argument : argument.address;
}
