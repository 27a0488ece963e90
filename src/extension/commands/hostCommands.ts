import { window } from 'vscode';
import { nameOf } from '../../core/model/hostId.ts';
import type { CommandTypes, HostArgument } from '../commandTypes.ts';
import type { Failures } from '../failures.ts';
import type { FleetList } from '../fleets/fleetList.ts';
import type { HostList } from '../hosts/hostList.ts';
import { sshCommand } from '../hosts/sshCommand.ts';
import { SshHostBox } from '../hosts/sshHostBox.ts';
import { viewIds } from '../ids.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { ReportPanels } from '../report/reportPanels.ts';
import { focusView, runCommand } from '../runCommand.ts';
import type { Settings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { copyName } from './copyName.ts';
import { hostOf } from './hostOf.ts';
import { inspectAllCommand, type InspectAllParts } from './inspectAll.ts';

export interface HostCommandsParts extends InspectAllParts {
  readonly fleets: FleetList;
  readonly panels: ReportPanels;
  readonly settings: Settings;
}

type HostCommands = Pick<
  CommandTypes,
  | 'addSshHost'
  | 'inspectAll'
  | 'refreshHosts'
  | 'inspectHost'
  | 'retryHost'
  | 'openHostReport'
  | 'makeCurrentHost'
  | 'openHostTerminal'
  | 'copyHostName'
  | 'removeHost'
>;

/** The commands about several hosts, and those of a host's row. */
export function hostCommands(parts: HostCommandsParts): HostCommands {
  const { list, inspections, panels, settings, failures } = parts;
  const inspectHost = inspectHostCommand(inspections, failures);
  return {
    addSshHost: addSshHostCommand(list, failures),
    inspectAll: inspectAllCommand(parts),
    refreshHosts: refreshHostsCommand(list, parts.fleets, failures),
    inspectHost,
    retryHost: inspectHost,
    openHostReport: openHostReportCommand(inspections, panels),
    /** The status bar, the live level and commands without a host are about this one. Inspects it when it never was. */
    makeCurrentHost: async (argument) => {
      const host = hostOf(argument);
      const isNew = inspections.of(host).state.kind === 'none';
      inspections.setCurrent(host);
      if (isNew) await inspectHost(host);
    },
    openHostTerminal: openHostTerminalCommand(settings, inspections, parts.surroundings),
    copyHostName: (argument) => copyName(list.entryOf(hostOf(argument)).label),
    removeHost: removeHostCommand(list, failures),
  };
}

/** "Add SSH Host…": a host from the user's ssh configuration, or one that is typed. It becomes the current host. */
function addSshHostCommand(list: HostList, failures: Failures): CommandTypes['addSshHost'] {
  const run = async (): Promise<void> => {
    try {
      const box = new SshHostBox(list, (error) => {
        failures.note(error);
      });
      const name = await box.ask();
      if (name === undefined) return;
      const { id } = await list.addSsh(name);
      await focusView('hosts');
      await runCommand('makeCurrentHost', id);
    } catch (error) {
      void failures.show(error, run);
    }
  };
  return run;
}

/** "Refresh Host List": lists the hosts again, and asks each Prometheus. Inspects nothing. */
function refreshHostsCommand(
  list: HostList,
  fleets: FleetList,
  failures: Failures,
): CommandTypes['refreshHosts'] {
  const run = async (): Promise<void> => {
    try {
      await window.withProgress({ location: { viewId: viewIds.hosts } }, () =>
        Promise.all([list.refresh(), fleets.refreshAll()]),
      );
    } catch (error) {
      void failures.show(error, run);
    }
  };
  return run;
}

/** "Inspect" and "Retry" in a host's row: inspects the host. The row itself shows the progress. */
function inspectHostCommand(inspections: Inspections, failures: Failures): CommandTypes['inspectHost'] {
  const run = async (argument: HostArgument): Promise<void> => {
    try {
      await inspections.of(hostOf(argument)).inspect();
    } catch (error) {
      void failures.show(error, () => run(argument));
    }
  };
  return run;
}

/** "Open Report" in a host's row: with the existing figures, or after an inspection if there are none. */
function openHostReportCommand(
  inspections: Inspections,
  panels: ReportPanels,
): CommandTypes['openHostReport'] {
  return async (argument) => {
    const host = hostOf(argument);
    if (inspections.of(host).result === undefined) await runCommand('inspect', host);
    else await panels.reveal(host);
  };
}

/**
 * "Open ssh in Terminal" for a host over ssh, by default the current one: types the user's own ssh command and waits
 * for them to run it, to verify a fingerprint or to log in.
 */
function openHostTerminalCommand(
  settings: Settings,
  inspections: Inspections,
  { machine }: Surroundings,
): CommandTypes['openHostTerminal'] {
  return (argument = inspections.current.host) => {
    const name = nameOf(hostOf(argument), 'ssh');
    const line =
      name === undefined || machine === undefined
        ? undefined
        : sshCommand(name, settings.ssh, machine.platform);
    if (line === undefined) return;
    const terminal = window.createTerminal(`ssh ${name ?? ''}`);
    terminal.show();
    terminal.sendText(line, false);
  };
}

/** "Remove" in a host's row: removes the host with its connection, report and figures. */
function removeHostCommand(list: HostList, failures: Failures): CommandTypes['removeHost'] {
  const run = async (argument: HostArgument): Promise<void> => {
    const entry = list.find(hostOf(argument));
    try {
      if (entry !== undefined) await list.remove(entry);
    } catch (error) {
      void failures.show(error, () => run(argument));
    }
  };
  return run;
}
