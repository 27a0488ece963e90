import * as causes from '../../../src/core/protocol/causes.ts';
import * as checking from '../../../src/core/protocol/checking.ts';
import * as clientFiles from '../../../src/core/protocol/clientFiles.ts';
import * as closeSockets from '../../../src/core/protocol/closeSockets.ts';
import * as fleet from '../../../src/core/protocol/fleet.ts';
import * as guide from '../../../src/core/protocol/guide.ts';
import * as hosts from '../../../src/core/protocol/hosts.ts';
import * as inspection from '../../../src/core/protocol/inspection.ts';
import type { NotificationType } from '../../../src/core/protocol/messageTypes.ts';
import * as nativeCalls from '../../../src/core/protocol/nativeCalls.ts';
import * as parameterChange from '../../../src/core/protocol/parameterChange.ts';
import * as parameterInventory from '../../../src/core/protocol/parameterInventory.ts';
import * as past from '../../../src/core/protocol/past.ts';
import * as portUse from '../../../src/core/protocol/portUse.ts';
import * as rows from '../../../src/core/protocol/rows.ts';
import type { Schema } from '../../../src/core/protocol/schema.ts';
import { startOptions, trustNotification } from '../../../src/core/protocol/startOptions.ts';
import * as watch from '../../../src/core/protocol/watch.ts';
import { fromWebview, toWebview } from '../../../src/core/protocol/webview.ts';
import { buildReport } from '../../../src/core/report/buildReport.ts';
import { smallReportInput } from '../smallHost.ts';
import type { FuzzTarget } from './fuzz.ts';

/** Every message between extension and server. */
export const messages: readonly NotificationType<unknown>[] = [
  causes,
  checking,
  clientFiles,
  closeSockets,
  fleet,
  guide,
  hosts,
  inspection,
  nativeCalls,
  parameterChange,
  parameterInventory,
  past,
  portUse,
  rows,
  { trustNotification },
  watch,
].flatMap((module) => Object.values(module).filter(isMessage));

function isMessage(value: unknown): value is NotificationType<unknown> {
  return typeof value === 'object' && value !== null && 'method' in value && 'params' in value;
}

/** What no JSON is has been refused before. */
function checkedBy(schemas: readonly Schema<unknown>[]): (input: Uint8Array) => void {
  return (input) => {
    let value: unknown;
    try {
      value = JSON.parse(Buffer.from(input).toString('utf8'));
    } catch {
      return;
    }
    for (const schema of schemas) schema.fault(value, '');
  };
}

const report = buildReport(smallReportInput());
const deep = ['[', '{"a":', '"x",'];

export const messageTargets: readonly FuzzTarget[] = [
  {
    name: 'messages of the page',
    run: checkedBy([fromWebview]),
    samples: [
      { kind: 'runAction', action: { kind: 'openFix', key: 'a', path: '/b', line: 1 } },
      { kind: 'runAction', action: { kind: 'saveDropIn', fileName: 'a.conf', text: 'a = 1\n' } },
      { kind: 'showSockets', filter: 'state:listen', grouping: 'process' },
      { kind: 'askPast', job: 'a', instance: 'b', hours: 1 },
    ].map((message) => JSON.stringify(message)),
    repeated: deep,
  },
  {
    name: 'messages to the page',
    run: checkedBy([toWebview]),
    samples: [
      { kind: 'show', report, canChange: true },
      { kind: 'titles', guideTitles: { a: 'b' } },
      { kind: 'compare', reports: { before: report, after: report } },
      { kind: 'level', level: { timeWait: 1 } },
    ].map((message) => JSON.stringify(message)),
    repeated: deep,
  },
  {
    name: 'messages of extension and server',
    run: checkedBy([startOptions, ...messages.map(({ params }) => params)]),
    samples: [
      { host: 'local', collector: 'auto' },
      { inspection: 'local#1', parent: 'TIME_WAIT', offset: 0, limit: 10, filter: 'state:listen' },
      { inspection: 'local#1', rows: ['a', 'b'], format: 'line', path: '/a' },
      { host: 'local', key: 'net.ipv4.tcp_tw_reuse', value: '1' },
      { isTrusted: true, suspectDocuments: ['a'], ssh: { program: 'ssh' } },
    ].map((message) => JSON.stringify(message)),
    repeated: deep,
  },
];
