import { commands, env, l10n, window, workspace, type ExtensionContext } from 'vscode';
import { clearFilterCommand } from './commands/clearFilter.ts';
import { copyShellCommand } from './commands/copyShellCommand.ts';
import { filterCommand } from './commands/filter.ts';
import { groupByCommand } from './commands/groupBy.ts';
import { inspectCommand } from './commands/inspect.ts';
import type { Inspect } from './commands/inspect.ts';
import { openGuideCommand } from './commands/openGuide.ts';
import { pauseRefreshCommand } from './commands/pauseRefresh.ts';
import { refreshCommand } from './commands/refresh.ts';
import { resetShapeCommand } from './commands/resetShape.ts';
import { resumeRefreshCommand } from './commands/resumeRefresh.ts';
import { saveDropIn } from './commands/saveDropIn.ts';
import { showLogCommand } from './commands/showLog.ts';
import { showMoreCommand } from './commands/showMore.ts';
import { sortByCommand } from './commands/sortBy.ts';
import { typeShellCommand } from './commands/typeShellCommand.ts';
import { ChangeSetting } from './changes/changeSetting.ts';
import { registerHostChanges } from './changes/registerHostChanges.ts';
import { Failures } from './failures.ts';
import { FilterTrial } from './filter/filterTrial.ts';
import { SocketFilter } from './filter/socketFilter.ts';
import { Guide } from './guide.ts';
import { commandIds, contextKeys } from './ids.ts';
import { inspectWithProgress } from './inspectWithProgress.ts';
import { Inspections } from './inspections.ts';
import { LazyClient } from './lazyClient.ts';
import { AutoRefresh } from './live/autoRefresh.ts';
import { LiveLevel } from './live/liveLevel.ts';
import { Onlookers } from './live/onlookers.ts';
import { systemClock } from './live/systemClock.ts';
import { ReportPanels } from './report/reportPanels.ts';
import { Settings } from './settings.ts';
import { SocketShape } from './shape/socketShape.ts';
import { HostStatus } from './status/hostStatus.ts';
import { registerSnapshots } from './snapshots/registerSnapshots.ts';
import { startForSysctl } from './sysctl/startForSysctl.ts';
import { GuideUriHandler } from './uriHandler.ts';
import { SocketsView } from './views/socketsView.ts';

let client: LazyClient | undefined;

/** The composition root: makes everything, once, and connects it. Starts no process. */
export function activate(context: ExtensionContext): void {
  const { extension, extensionUri, subscriptions } = context;
  // Not disposed of: the client writes the server's last words to it, after the extension is deactivated.
  const log = window.createOutputChannel(l10n.t('Socket Diagnostics'), { log: true });
  const isTrusted = (): boolean => workspace.isTrusted;
  const settings = new Settings();
  const changes = new ChangeSetting(settings);
  client = new LazyClient({
    serverModule: context.asAbsolutePath('dist/server.js'),
    guideBase: { scheme: env.uriScheme, extension: extension.id },
    isTrusted,
    allowsHostChanges: () => changes.isAllowed,
    ssh: () => settings.ssh,
    log,
  });
  const server = client;
  const inspections = new Inspections({
    inspect: (params, token) => server.inspect(params, token),
    isTrusted,
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
      level: (host) => server.level({ host }),
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
  const status = new HostStatus(() => settings.hasStatusBar, inspections, level);
  const guide = new Guide(server, extensionUri);
  const filter = new SocketFilter(context.workspaceState);
  const shape = new SocketShape(context.workspaceState);
  const panels = new ReportPanels({
    extensionUri,
    inspections,
    level,
    changes,
    titles: () => guide.titles(),
  });
  const view = new SocketsView({
    inspections,
    children: (params) => server.children(params),
    explain: (params, token) => server.explain(params, token),
    askFilter: (params, token) => server.filter(params, token),
    filter,
    shape,
    level,
    failures,
  });
  onlookers.add(view);
  onlookers.add(panels);
  const trial = new FilterTrial(inspections, (params, token) => server.filter(params, token));
  const register = (id: string, run: (...values: unknown[]) => unknown): void => {
    subscriptions.push(commands.registerCommand(id, run));
  };

  const inspect: Inspect = (inspection) => inspectWithProgress(inspection, server.onDidProgress);

  register(commandIds.inspect, inspectCommand(inspections, inspect, panels, failures));
  register(commandIds.refresh, refreshCommand(inspections, failures));
  register(commandIds.openGuide, openGuideCommand(guide, failures));
  register(commandIds.filter, filterCommand(filter, trial, failures));
  register(commandIds.clearFilter, clearFilterCommand(filter));
  register(commandIds.groupBy, groupByCommand(shape));
  register(commandIds.sortBy, sortByCommand(shape));
  register(commandIds.resetShape, resetShapeCommand(shape));
  register(commandIds.pauseRefresh, pauseRefreshCommand(refresh));
  register(commandIds.resumeRefresh, resumeRefreshCommand(refresh));
  register(commandIds.showMore, showMoreCommand(view.forest));
  register(commandIds.showLog, showLogCommand(log));
  registerHostChanges(register, {
    context,
    server,
    inspections,
    filter,
    shape,
    failures,
    setting: changes,
  });
  register(commandIds.copyShellCommand, copyShellCommand);
  register(commandIds.typeShellCommand, typeShellCommand);
  register(commandIds.saveDropIn, saveDropIn);
  const snapshots = { extensionUri, server, inspections, inspect, panels, isTrusted, failures };
  subscriptions.push(
    server,
    settings,
    status,
    level,
    refresh,
    onlookers,
    filter,
    shape,
    inspections,
    panels,
    view,
    registerSnapshots(register, snapshots),
    inspections.onDidForget((host) => {
      server.forgetHost(host).catch(onFailure);
    }),
    settings.onDidChangeSsh((ssh) => {
      server.useSsh(ssh).catch(onFailure);
    }),
    settings.onDidChange(() => {
      level.update();
      refresh.update();
      status.update();
    }),
    refresh.onDidChange((state) => {
      void commands.executeCommand('setContext', contextKeys.refreshState, state);
    }),
    server.onDidStop(() => {
      inspections.serverStopped();
    }),
    window.registerUriHandler(new GuideUriHandler()),
    workspace.onDidGrantWorkspaceTrust(() => {
      view.inspectWhenFirstSeen();
      server.trust().catch((error: unknown) => {
        failures.note(error);
      });
    }),
    startForSysctl(
      () => server.start(),
      (error) => {
        failures.note(error);
      },
    ),
  );
  refresh.update();
}

/** Waits for the server process to end. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}
