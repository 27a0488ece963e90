import {
  checkAgainCommandId,
  causesSetting,
  copyCommandId,
  saveDropInCommandId,
  typeCommandId,
} from '../core/protocol/language.ts';

/** Ids that are the name behind our prefix; written out they would be a good part of what activation loads. */
function own<const Name extends string>(...names: readonly Name[]): Readonly<Record<Name, string>> {
  return Object.fromEntries(names.map((name) => [name, `socketDiagnostics.${name}`])) as Record<Name, string>;
}

/**
 * Every id that `package.json` also declares. `test/unit/extension/ids.test.ts` compares the two in both
 * directions. No `vscode` in here: plain tests read it.
 */
export const commandIds = {
  ...own(
    'inspect',
    'watch',
    'whoHoldsPort',
    'refresh',
    'openGuide',
    'listParameters',
    'filter',
    'clearFilter',
    'pauseRefresh',
    'resumeRefresh',
    'groupBy',
    'sortBy',
    'resetShape',
    'copyRemote',
    'copyLocal',
    'copyRow',
    'copyJson',
    'copySsCommand',
    'exportCsv',
    'showMore',
    'showLog',
    'closeSockets',
    'applyParameter',
    'undoParameters',
    'addSshHost',
    'inspectAll',
    'refreshHosts',
    'inspectHost',
    'retryHost',
    'openHostReport',
    'makeCurrentHost',
    'openHostTerminal',
    'copyHostName',
    'removeHost',
    'addPrometheus',
    'openFleet',
    'refreshPrometheus',
    'searchInstances',
    'clearInstanceSearch',
    'showMoreInstances',
    'setPrometheusToken',
    'removePrometheus',
    'inspectInstance',
    'copyInstance',
    'prove',
    'previewFix',
    'compare',
    'saveSnapshot',
    'openSnapshot',
    'closeSnapshot',
  ),
  // On a row of the Findings view.
  findingSockets: 'socketDiagnostics.finding.showSockets',
  findingGuide: 'socketDiagnostics.finding.openGuide',
  findingFile: 'socketDiagnostics.finding.openFile',
  findingFix: 'socketDiagnostics.finding.openFix',
  findingDropIn: 'socketDiagnostics.finding.saveDropIn',
  findingApply: 'socketDiagnostics.finding.applyParameter',
  findingShowCommand: 'socketDiagnostics.finding.copyShowCommand',
  findingSetCommand: 'socketDiagnostics.finding.copySetCommand',
  findingCopy: 'socketDiagnostics.finding.copy',
  // On a line that causes a finding.
  findingSiteFix: 'socketDiagnostics.finding.fixSite',
  findingSiteProve: 'socketDiagnostics.finding.proveSite',
  // A button of a finding, wherever it stands.
  findingRun: 'socketDiagnostics.finding.run',
  copyShellCommand: copyCommandId,
  typeShellCommand: typeCommandId,
  saveDropIn: saveDropInCommandId,
  checkFileAgain: checkAgainCommandId,
} as const;

export const viewIds = {
  container: 'socketDiagnostics',
  sockets: 'socketDiagnostics.sockets',
  hosts: 'socketDiagnostics.hosts',
  findings: 'socketDiagnostics.findings',
} as const;

/** Submenus. */
export const submenuIds = {
  copy: 'socketDiagnostics.copy',
} as const;

export const contextKeys = {
  /** One of `ViewState`: selects the welcome text of an empty tree. */
  viewState: 'socketDiagnostics.viewState',
  /** True while a filter is set. */
  hasFilter: 'socketDiagnostics.hasFilter',
  /** True while grouping and sorting differ from the default. */
  hasShape: 'socketDiagnostics.hasShape',
  /** One of `RefreshState`: whether Pause, Resume or neither applies. */
  refreshState: 'socketDiagnostics.refreshState',
  /** True while the current host is a snapshot. */
  isSnapshot: 'socketDiagnostics.isSnapshot',
  /** True in a browser, where no host can be inspected. */
  inBrowser: 'socketDiagnostics.inBrowser',
} as const;

export const settingIds = {
  collector: 'socketDiagnostics.collector',
  liveInterval: 'socketDiagnostics.liveInterval',
  refreshInterval: 'socketDiagnostics.refreshInterval',
  statusBar: 'socketDiagnostics.statusBar',
  portsNotice: 'socketDiagnostics.notifyOnExhaustion',
  sshHosts: 'socketDiagnostics.sshHosts',
  prometheusServers: 'socketDiagnostics.prometheusServers',
  sshProgram: 'socketDiagnostics.ssh.program',
  sshConfigFile: 'socketDiagnostics.ssh.configFile',
  allowHostChanges: 'socketDiagnostics.allowHostChanges',
  causes: causesSetting,
  // The server asks for these itself (src/core/language/languageSettings.ts).
  profile: 'socketDiagnostics.profile',
  kubernetesVersion: 'socketDiagnostics.kubernetesVersion',
  targetKernel: 'socketDiagnostics.targetKernel',
  containers: 'socketDiagnostics.containers',
  rules: 'socketDiagnostics.rules',
  alignEquals: 'socketDiagnostics.format.alignEquals',
  runningValues: 'socketDiagnostics.inlayHints.runningValues',
} as const;

/** The language of sysctl.conf and sysctl.d files, as package.json contributes it. */
export const sysctlLanguageId = 'sysctl';

/** Types of the editor tabs: VS Code restores open tabs by type when a window is reloaded. */
export const panelIds = {
  report: 'socketDiagnostics.report',
  comparison: 'socketDiagnostics.comparison',
  fleet: 'socketDiagnostics.fleet',
} as const;

/** The editor of saved snapshots. */
export const snapshotEditorId = 'socketDiagnostics.snapshot';
