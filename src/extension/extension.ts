import { commands, env, l10n, window, workspace, type ExtensionContext } from 'vscode';
import type { CollectorChoice } from '../core/model/snapshot.ts';
import { copyShellCommand } from './commands/copyShellCommand.ts';
import { inspectCommand } from './commands/inspect.ts';
import { openGuideCommand } from './commands/openGuide.ts';
import { refreshCommand } from './commands/refresh.ts';
import { saveDropIn } from './commands/saveDropIn.ts';
import { showLogCommand } from './commands/showLog.ts';
import { showMoreCommand } from './commands/showMore.ts';
import { typeShellCommand } from './commands/typeShellCommand.ts';
import { Failures } from './failures.ts';
import { Guide } from './guide.ts';
import { commandIds, settingIds } from './ids.ts';
import { Inspections } from './inspections.ts';
import { LazyClient } from './lazyClient.ts';
import { ReportPanel } from './report/reportPanel.ts';
import { startForSysctl } from './sysctl/startForSysctl.ts';
import { GuideUriHandler } from './uriHandler.ts';
import { SocketsView } from './views/socketsView.ts';

let client: LazyClient | undefined;

/** The composition root: makes everything, once, and connects it. Starts no process. */
export function activate(context: ExtensionContext): void {
  const { extension, extensionUri, subscriptions } = context;
  // Not disposed of: the client writes the server's last words to it, after the extension is deactivated.
  const log = window.createOutputChannel(l10n.t('Socket Diagnostics'), { log: true });
  client = new LazyClient({
    serverModule: context.asAbsolutePath('dist/server.js'),
    guideBase: { scheme: env.uriScheme, extension: extension.id },
    isTrusted: () => workspace.isTrusted,
    log,
  });
  const server = client;
  const inspections = new Inspections({
    inspect: (params, token) => server.inspect(params, token),
    isTrusted: () => workspace.isTrusted,
    collector: () => workspace.getConfiguration().get<CollectorChoice>(settingIds.collector, 'auto'),
  });
  const failures = new Failures(log);
  const guide = new Guide(server, extensionUri);
  const panel = new ReportPanel(extensionUri, inspections, () => guide.titles());
  const view = new SocketsView(inspections, (params) => server.children(params), failures);
  const register = (id: string, run: (argument?: unknown) => unknown): void => {
    subscriptions.push(commands.registerCommand(id, run));
  };

  register(commandIds.inspect, inspectCommand(inspections, server.onDidProgress, panel, failures));
  register(commandIds.refresh, refreshCommand(inspections, failures));
  register(commandIds.openGuide, openGuideCommand(guide, failures));
  register(commandIds.showMore, showMoreCommand(view.tree));
  register(commandIds.showLog, showLogCommand(log));
  register(commandIds.copyShellCommand, copyShellCommand);
  register(commandIds.typeShellCommand, typeShellCommand);
  register(commandIds.saveDropIn, saveDropIn);
  subscriptions.push(
    server,
    inspections,
    panel,
    view,
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
}

/** Waits for the server process to end. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}
