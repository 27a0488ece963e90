import { Uri } from 'vscode';
import { groupings, sortOrders } from '../../core/model/treeShape.ts';
import { causeFix } from '../../core/protocol/causes.ts';
import {
  number,
  oneOf,
  optional,
  record,
  text,
  wholeNumber,
  type OptionalSchema,
  type Schema,
} from '../../core/protocol/schema.ts';
import type { SiteDestination } from '../../core/protocol/viewModels.ts';
import { dropInFile, findingAction } from '../../core/protocol/webview.ts';
import type {
  CommandName,
  CommandTypes,
  FindingArgument,
  HostArgument,
  InstanceArgument,
  ParameterToApply,
  PrometheusArgument,
  RowArgument,
  SiteArgument,
} from '../commandTypes.ts';
import { isHostArgument } from './hostOf.ts';

/** A schema for each argument, under the name that an error calls it by. */
type Arguments<Values extends readonly unknown[]> = {
  readonly [Index in keyof Values]-?: readonly [name: string, schema: ArgumentSchema<Values, Index>];
};
type ArgumentSchema<
  Values extends readonly unknown[],
  Index extends keyof Values,
> = undefined extends Values[Index]
  ? OptionalSchema<Exclude<Values[Index], undefined>>
  : Schema<Values[Index]>;

/**
 * For commands that are in menus: VS Code passes the selected row, the editor's resource or its group, whatever the command
 * takes. An object that is not one of ours counts as left out there.
 */
export interface MenuSchema<T> extends OptionalSchema<T> {
  readonly isFromMenu: true;
}

function fromMenu<T>(schema: Schema<T>): MenuSchema<T> {
  return { ...optional(schema), isFromMenu: true };
}

const host: Schema<HostArgument> = {
  fault: (value, path) =>
    isHostArgument(value) ? undefined : { field: path, wanted: 'the id of a host, or a row of one' },
};

const prometheus: Schema<PrometheusArgument> = {
  fault: (value, path) => {
    const address = typeof value === 'object' && value !== null && 'address' in value ? value.address : value;
    return typeof address === 'string'
      ? undefined
      : { field: path, wanted: 'the address of a Prometheus, or a row of one' };
  },
};

const hosts: Schema<HostArgument | readonly unknown[]> = {
  fault: (value, path) => (Array.isArray(value) ? undefined : host.fault(value, path)),
};

/** Rows are ours: what is in them was made by the server, and is looked at by the kind of row alone. */
const row = ofKind<RowArgument>('row', 'a row of the Sockets view', 'row');
const finding = ofKind<FindingArgument>('finding', 'a row of the Findings view', 'finding');

const site: Schema<SiteArgument> = {
  fault: (value, path) => {
    const { kind, parent, index } = (value ?? {}) as Partial<SiteArgument>;
    return kind === 'site' && Number.isSafeInteger(index)
      ? finding.fault(parent, `${path}.parent`)
      : { field: path, wanted: 'a line below a finding of the Findings view' };
  },
};

function ofKind<T extends RowArgument | FindingArgument>(
  kind: T['kind'],
  wanted: string,
  content: 'row' | 'finding',
): Schema<T> {
  return {
    fault: (value, path) => {
      const node = (value ?? {}) as Readonly<Record<string, unknown>>;
      const isOurs =
        node['kind'] === kind && typeof node['host'] === 'string' && typeof node[content] === 'object';
      return isOurs ? undefined : { field: path, wanted };
    },
  };
}

const instance: Schema<InstanceArgument> = {
  fault: (value, path) => {
    const { kind, instance: of } = (value ?? {}) as Partial<InstanceArgument>;
    return kind === 'instance' && typeof of === 'object'
      ? undefined
      : { field: path, wanted: 'a row of a host that a Prometheus knows' };
  },
};

const anything: Schema<readonly unknown[]> = {
  fault: (value, path) => (Array.isArray(value) ? undefined : { field: path, wanted: 'a list of rows' }),
};

const file: Schema<Uri> = {
  fault: (value, path) =>
    value instanceof Uri ? undefined : { field: path, wanted: 'the address of a file' },
};

const parameter = record<ParameterToApply>({ host: text, key: text, value: optional(text) });

const none = [] as const;
const ofHost = [['host', host]] as const;
const ofHostOrNone = [['host', fromMenu(host)]] as const;
const ofPrometheus = [['prometheus', prometheus]] as const;
const ofInstance = [['instance', instance]] as const;
const ofFinding = [['finding', finding]] as const;
const onRows = [
  ['row', fromMenu(row)],
  ['selected', fromMenu(anything)],
] as const;
const oneText = [['command', text]] as const;

/** What each command may be called with. */
export const commandArguments: {
  readonly [Name in CommandName]: Arguments<Parameters<CommandTypes[Name]>>;
} = {
  inspect: ofHostOrNone,
  watch: [
    ['host', fromMenu(host)],
    ['seconds', fromMenu(wholeNumber(86_400))],
  ],
  whoHoldsPort: [
    ['host', fromMenu(host)],
    ['port', fromMenu(wholeNumber(65_535))],
  ],
  refresh: none,
  openGuide: [['section', fromMenu(text)]],
  listParameters: none,
  showLog: none,
  filter: [['text', fromMenu(text)]],
  clearFilter: none,
  groupBy: [['grouping', fromMenu(oneOf(groupings))]],
  sortBy: [['sort', fromMenu(oneOf(sortOrders))]],
  resetShape: none,
  pauseRefresh: none,
  resumeRefresh: none,
  showMore: [
    ['host', text],
    ['parent', text],
  ],
  copyRemote: onRows,
  copyLocal: onRows,
  copyRow: onRows,
  copyJson: onRows,
  copySsCommand: onRows,
  exportCsv: onRows,
  closeSockets: [['row', fromMenu(row)]],
  applyParameter: [['parameter', parameter]],
  undoParameters: none,
  addSshHost: none,
  inspectAll: none,
  refreshHosts: none,
  inspectHost: ofHost,
  retryHost: ofHost,
  openHostReport: ofHost,
  makeCurrentHost: ofHost,
  openHostTerminal: ofHostOrNone,
  copyHostName: ofHost,
  removeHost: ofHost,
  addPrometheus: none,
  openFleet: [['prometheus', fromMenu(prometheus)]],
  refreshPrometheus: ofPrometheus,
  searchInstances: ofPrometheus,
  clearInstanceSearch: ofPrometheus,
  showMoreInstances: [
    ['address', text],
    ['job', text],
  ],
  setPrometheusToken: ofPrometheus,
  removePrometheus: ofPrometheus,
  inspectInstance: ofInstance,
  copyInstance: ofInstance,
  findingSockets: ofFinding,
  findingGuide: ofFinding,
  findingFile: ofFinding,
  findingFix: ofFinding,
  findingDropIn: ofFinding,
  findingApply: ofFinding,
  findingShowCommand: ofFinding,
  findingSetCommand: ofFinding,
  findingCopy: ofFinding,
  findingSiteFix: [['site', site]],
  findingSiteProve: [['site', site]],
  prove: [
    ['host', text],
    ['destination', record<SiteDestination>({ remoteAddress: text, remotePort: wholeNumber(65_535) })],
  ],
  previewFix: [
    ['file', file],
    ['version', number],
    ['fix', causeFix],
  ],
  findingRun: [
    ['host', text],
    ['action', findingAction],
  ],
  copyShellCommand: oneText,
  typeShellCommand: oneText,
  saveDropIn: [['file', dropInFile]],
  checkFileAgain: [['uri', text]],
  compare: [
    ['one', fromMenu(host)],
    ['other', fromMenu(hosts)],
  ],
  saveSnapshot: [
    ['host', fromMenu(host)],
    ['target', fromMenu(file)],
  ],
  openSnapshot: [['file', fromMenu(file)]],
  closeSnapshot: ofHostOrNone,
};
