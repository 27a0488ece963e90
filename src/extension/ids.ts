/**
 * Every id that `package.json` declares as well, once. `test/unit/extension/ids.test.ts` compares the two in both
 * directions. No `vscode` in here: plain tests read it.
 */
export const commandIds = {
  inspect: 'socketDiagnostics.inspect',
  refresh: 'socketDiagnostics.refresh',
  openGuide: 'socketDiagnostics.openGuide',
  showMore: 'socketDiagnostics.showMore',
  showLog: 'socketDiagnostics.showLog',
} as const;

export const viewIds = {
  container: 'socketDiagnostics',
  sockets: 'socketDiagnostics.sockets',
} as const;

export const contextKeys = {
  /** One of `ViewState`: which welcome text an empty tree shows. */
  viewState: 'socketDiagnostics.viewState',
} as const;

export const settingIds = {
  collector: 'socketDiagnostics.collector',
} as const;

/** Of the report's editor tab. Not in `package.json`: nothing there refers to it. */
export const reportPanelType = 'socketDiagnostics.report';
