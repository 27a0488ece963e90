import {
  checkAgainCommandId,
  causesSetting,
  copyCommandId,
  saveDropInCommandId,
  typeCommandId,
} from '../core/protocol/language.ts';

/**
 * Every id that `package.json` also declares. `test/unit/extension/ids.test.ts` compares the two in both
 * directions. No `vscode` in here: plain tests read it.
 */
export const commandIds = {
  inspect: 'socketDiagnostics.inspect',
  watch: 'socketDiagnostics.watch',
  whoHoldsPort: 'socketDiagnostics.whoHoldsPort',
  refresh: 'socketDiagnostics.refresh',
  openGuide: 'socketDiagnostics.openGuide',
  listParameters: 'socketDiagnostics.listParameters',
  filter: 'socketDiagnostics.filter',
  clearFilter: 'socketDiagnostics.clearFilter',
  pauseRefresh: 'socketDiagnostics.pauseRefresh',
  resumeRefresh: 'socketDiagnostics.resumeRefresh',
  groupBy: 'socketDiagnostics.groupBy',
  sortBy: 'socketDiagnostics.sortBy',
  resetShape: 'socketDiagnostics.resetShape',
  copyRemote: 'socketDiagnostics.copyRemote',
  copyLocal: 'socketDiagnostics.copyLocal',
  copyRow: 'socketDiagnostics.copyRow',
  copyJson: 'socketDiagnostics.copyJson',
  copySsCommand: 'socketDiagnostics.copySsCommand',
  exportCsv: 'socketDiagnostics.exportCsv',
  showMore: 'socketDiagnostics.showMore',
  showLog: 'socketDiagnostics.showLog',
  closeSockets: 'socketDiagnostics.closeSockets',
  applyParameter: 'socketDiagnostics.applyParameter',
  undoParameters: 'socketDiagnostics.undoParameters',
  addSshHost: 'socketDiagnostics.addSshHost',
  inspectAll: 'socketDiagnostics.inspectAll',
  refreshHosts: 'socketDiagnostics.refreshHosts',
  inspectHost: 'socketDiagnostics.inspectHost',
  retryHost: 'socketDiagnostics.retryHost',
  openHostReport: 'socketDiagnostics.openHostReport',
  makeCurrentHost: 'socketDiagnostics.makeCurrentHost',
  openHostTerminal: 'socketDiagnostics.openHostTerminal',
  copyHostName: 'socketDiagnostics.copyHostName',
  removeHost: 'socketDiagnostics.removeHost',
  addPrometheus: 'socketDiagnostics.addPrometheus',
  openFleet: 'socketDiagnostics.openFleet',
  refreshPrometheus: 'socketDiagnostics.refreshPrometheus',
  searchInstances: 'socketDiagnostics.searchInstances',
  clearInstanceSearch: 'socketDiagnostics.clearInstanceSearch',
  showMoreInstances: 'socketDiagnostics.showMoreInstances',
  setPrometheusToken: 'socketDiagnostics.setPrometheusToken',
  removePrometheus: 'socketDiagnostics.removePrometheus',
  inspectInstance: 'socketDiagnostics.inspectInstance',
  copyInstance: 'socketDiagnostics.copyInstance',
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
  prove: 'socketDiagnostics.prove',
  previewFix: 'socketDiagnostics.previewFix',
  // A button of a finding, wherever it stands.
  findingRun: 'socketDiagnostics.finding.run',
  copyShellCommand: copyCommandId,
  typeShellCommand: typeCommandId,
  saveDropIn: saveDropInCommandId,
  checkFileAgain: checkAgainCommandId,
  compare: 'socketDiagnostics.compare',
  saveSnapshot: 'socketDiagnostics.saveSnapshot',
  openSnapshot: 'socketDiagnostics.openSnapshot',
  closeSnapshot: 'socketDiagnostics.closeSnapshot',
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
