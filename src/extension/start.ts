import { env, window, workspace, type ExtensionContext } from 'vscode';
import { isSnapshotHost } from '../core/model/hostId.ts';
import { hostChangesNotification } from '../core/protocol/closeSockets.ts';
import { forgetHostRequest, hostsRequest, sshSettingsNotification } from '../core/protocol/hosts.ts';
import { inspectRequest, levelRequest, lookFurtherRequest } from '../core/protocol/inspection.ts';
import { trustNotification } from '../core/protocol/startOptions.ts';
import { watchCauses } from './causes/watchCauses.ts';
import { registerTools } from './chat/registerTools.ts';
import { ChangeSetting } from './changes/changeSetting.ts';
import type { LateParts } from './commands/main.ts';
import { EarlierReports } from './compare/earlierReports.ts';
import { Failures } from './failures.ts';
import { ViewFilter } from './filter/viewFilter.ts';
import { FindingsView } from './findings/findingsView.ts';
import { Guide } from './guide.ts';
import { HostList } from './hosts/hostList.ts';
import { Inspections } from './inspection/inspections.ts';
import { LazyClient } from './lazyClient.ts';
import { registerLazily } from './lazyCommands.ts';
import { AutoRefresh } from './live/autoRefresh.ts';
import { LiveLevel } from './live/liveLevel.ts';
import { Onlookers } from './live/onlookers.ts';
import { systemClock } from './live/systemClock.ts';
import { watchPorts } from './notice/watchPorts.ts';
import { ReportPanels } from './report/reportPanels.ts';
import { setContext } from './runCommand.ts';
import { Settings } from './settings.ts';
import type { Surroundings } from './surroundings.ts';
import { ViewShape } from './shape/viewShape.ts';
import { HostStatus } from './status/hostStatus.ts';
import { keepSnapshots } from './keepSnapshots.ts';
import { startForParameters } from './startForParameters.ts';
import { LinkHandler } from './uriHandler.ts';
import { CurrentHostMark } from './views/currentHostMark.ts';
import { HostsView } from './views/hostsView.ts';
import { SocketsView } from './views/socketsView.ts';

let client: LazyClient | undefined;

/** The composition root: creates everything once and connects it. Starts no process. */
export function start(context: ExtensionContext, surroundings: Surroundings): void {
  const { machine } = surroundings;
  const { extension, extensionUri, subscriptions } = context;
  // Not disposed of, because the client writes the server's last output to it after the extension is deactivated.
  const log = window.createOutputChannel('Socket Diagnostics', { log: true });
  const isTrusted = (): boolean => workspace.isTrusted;
  const settings = new Settings();
  const changes = new ChangeSetting(settings);
  setContext('inBrowser', machine === undefined);
  client = new LazyClient(surroundings.loadClient, {
    extensionUri,
    guideBase: { scheme: env.uriScheme, extension: extension.id },
    isTrusted,
    allowsHostChanges: () => changes.isAllowed,
    hasTerminal: machine !== undefined,
    ssh: () => settings.ssh,
    log,
  });
  const server = client;
  const { send } = server;
  const inspections = new Inspections({
    inspect: (params, token) => send(inspectRequest, params, token),
    lookFurther: (params, token) => send(lookFurtherRequest, params, token),
    isTrusted,
    canInspect: (host) => machine !== undefined || isSnapshotHost(host),
    collector: () => settings.collector,
  });
  const failures = new Failures(log);
  const onFailure = (error: unknown): void => {
    failures.note(error);
  };
  const onlookers = new Onlookers();
  const clock = systemClock;
  const level = new LiveLevel(
    {
      level: (host) => send(levelRequest, { host }),
      isTrusted,
      intervalMs: () => settings.liveIntervalMs,
      onFailure,
      clock,
      today: Date.now,
    },
    onlookers,
    inspections,
  );
  const refresh = new AutoRefresh(
    { intervalMs: () => settings.refreshIntervalMs, onFailure, clock },
    onlookers,
    inspections,
  );
  const list = new HostList(
    {
      machine: machine?.name,
      hosts: () => send(hostsRequest, {}),
      sshHosts: () => settings.sshHosts,
      setSshHosts: (hosts) => settings.setSshHosts(hosts),
    },
    inspections,
  );
  const labelOf = (host: string): string => list.entryOf(host).label;
  const status = new HostStatus(() => settings.hasStatusBar, labelOf, inspections, level);
  const guide = new Guide(send, extensionUri);
  const filter = new ViewFilter(context.workspaceState);
  const shape = new ViewShape(context.workspaceState);
  const earlier = new EarlierReports();
  const guideLink = (section: string): string => `${env.uriScheme}://${extension.id}/guide#${section}`;
  const showLog = (): void => {
    log.show();
  };
  const loadLate = async (): Promise<LateParts> => {
    const { createLateParts } = await import('./commands/main.ts');
    return createLateParts({
      ...{
        extensionUri,
        surroundings,
        server,
        inspections,
        list,
        panels,
        earlier,
        filter,
        shape,
        refresh,
        guide,
      },
      ...{ settings, failures, isTrusted, changes, guideLink, showLog, globalState: context.globalState },
      ...{ forest: view.forest, rows: view, hosts, clock, secrets: context.secrets },
    });
  };
  let loading: Promise<LateParts> | undefined;
  const late = (): Promise<LateParts> => (loading ??= loadLate());
  const panels = new ReportPanels({
    ...{ extensionUri, surroundings, inspections, level, changes, failures, onFailure },
    ...{ labelOf, onDidProgress: server.onDidProgress },
    titles: () => guide.titles(),
    loadPanel: async () => (await late()).createPanel,
  });
  const prometheusServers = (): readonly string[] =>
    machine === undefined ? [] : settings.prometheusServers;
  const loadDrawing = async () => (await late()).hostDrawing;
  const view = new SocketsView({
    ...{ list, loadDrawing, inspections, send, filter, shape, level, failures },
  });
  const hosts = new HostsView({
    ...{ list, loadDrawing, inspections, isTrusted, failures, clock },
    prometheusServers,
    loadFleets: async () => (await late()).fleets.tree,
    readFleets: async () => {
      if (prometheusServers().length > 0) await (await late()).fleets.list.refreshAll();
    },
    today: Date.now,
  });
  const mark = new CurrentHostMark(inspections);
  const findings = new FindingsView(inspections, labelOf, failures, async () => (await late()).findingItem);
  onlookers.add(view);
  onlookers.add(findings);
  onlookers.add(panels);
  subscriptions.push(
    ...(machine === undefined
      ? []
      : [
          registerTools(
            async () => (await late()).inspectTool,
            async () => (await late()).watchTool,
          ),
          watchPorts(inspections, onlookers, async () => (await late()).notice),
          watchCauses(inspections, isTrusted, async () => (await late()).showCauses()),
        ]),
    server,
    settings,
    status,
    level,
    refresh,
    onlookers,
    filter,
    shape,
    inspections,
    list,
    panels,
    view,
    findings,
    hosts,
    mark,
    registerLazily(async () => (await late()).commands),
    keepSnapshots({
      ...{ inspections, panels, earlier, isTrusted, failures },
      comparisons: async () => (await late()).comparisons,
      fleetPanels: async () => (await late()).fleets.panels,
      snapshotEditor: async () => (await late()).snapshotEditor,
    }),
    changes,
    changes.onDidChange((isAllowed) => {
      server.notify(hostChangesNotification, { allowHostChanges: isAllowed }).catch(onFailure);
    }),
    inspections.onDidForget((host) => {
      if (server.isStarted) send(forgetHostRequest, { host }).catch(onFailure);
    }),
    settings.onDidChangeSsh((ssh) => {
      server.notify(sshSettingsNotification, ssh).catch(onFailure);
    }),
    settings.onDidChangeSshHosts(() => {
      list.settingsChanged();
    }),
    settings.onDidChangePrometheusServers(() => {
      hosts.redraw();
    }),
    { dispose: () => void loading?.then((parts) => parts.fleets.dispose()) },
    settings.onDidChange(() => {
      level.update();
      refresh.update();
      status.update();
    }),
    refresh.onDidChange((state) => {
      setContext('refreshState', state);
    }),
    server.onDidStop(() => {
      inspections.serverStopped();
    }),
    window.registerUriHandler(new LinkHandler(() => list.all)),
    workspace.onDidGrantWorkspaceTrust(() => {
      server.notify(trustNotification, {}).catch(onFailure);
      view.inspectWhenFirstSeen();
      findings.inspectWhenFirstSeen();
      hosts.listWhenFirstSeen();
    }),
    startForParameters(
      () => server.start(),
      (error) => {
        failures.note(error);
      },
    ),
  );
  refresh.update();
}

/** Waits for the server process to exit. */
export async function stop(): Promise<void> {
  await client?.stop();
}
