import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type Memento } from 'vscode';
import { hostChangesNotification } from '../../src/core/protocol/closeSockets.ts';
import { inspectRequest } from '../../src/core/protocol/inspection.ts';
import type { CommandTerminal } from '../../src/extension/changes/changeTerminal.ts';
import { ParameterChanger } from '../../src/extension/changes/parameterChanger.ts';
import { ParameterRecords } from '../../src/extension/changes/parameterRecords.ts';
import { ClosingDialog } from '../../src/extension/changes/closingDialog.ts';
import { applyParameterCommand } from '../../src/extension/commands/applyParameter.ts';
import { Failures } from '../../src/extension/failures.ts';
import { Inspections } from '../../src/extension/inspection/inspections.ts';
import { ownKernelView, ssCounts } from '../support/kernelCounts.ts';
import { runOk } from '../support/run.ts';
import { here, Traffic } from '../support/traffic.ts';
import { Answers } from './support/answers.ts';
import { DiagnosticsServer } from './support/diagnosticsServer.ts';
import { desktopReason } from './support/desktopReason.ts';
import { skipWhere } from '../support/skipWhere.ts';

const key = 'net.ipv4.tcp_fin_timeout';

/** A terminal that notes its lines; what is run, it runs. */
class NotedTerminal implements CommandTerminal {
  readonly lines: string[] = [];
  readonly runs: Promise<unknown>[] = [];

  type(line: string, isRun: boolean): void {
    this.lines.push(`${isRun ? 'run' : 'typed'}: ${line}`);
    if (isRun) this.runs.push(runOk('sh', ['-c', line]));
  }
}

/** Remembers as long as it lives. */
class Memory implements Memento {
  readonly #values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }

  get<T>(name: string, otherwise?: T): T {
    return (this.#values.get(name) ?? otherwise) as T;
  }

  update(name: string, value: unknown): Thenable<void> {
    this.#values.set(name, value);
    return Promise.resolve();
  }
}

describe('changes of the host', () => {
  let server: DiagnosticsServer;
  let inspections: Inspections;
  let traffic: Traffic;

  before(function () {
    skipWhere(this, desktopReason());
    server = new DiagnosticsServer();
    inspections = new Inspections({
      lookFurther: () => Promise.resolve({ kind: 'stale' }),
      inspect: (params, token) => server.client.send(inspectRequest, params, token),
      isTrusted: () => true,
      canInspect: () => true,
      collector: () => 'auto',
    });
    traffic = Traffic.start(here);
  });
  after(async () => {
    await traffic.dispose();
    inspections.dispose();
    await server[Symbol.asyncDispose]();
  });

  function closer(terminal: CommandTerminal = new NotedTerminal()): ClosingDialog {
    return new ClosingDialog({ send: server.client.send, inspections, terminal });
  }

  function changer(records: ParameterRecords, terminal: CommandTerminal): ParameterChanger {
    return new ParameterChanger({ send: server.client.send, records, terminal, inspections, now: Date.now });
  }

  async function running(): Promise<string> {
    return (await readFile(`/proc/sys/${key.replaceAll('.', '/')}`, 'utf8')).trim();
  }

  it('ask before sockets are closed: how many, which, and what it means', async () => {
    await traffic.closeWait({ count: 7, address: '127.0.41.1', port: 6101 });
    const filter = 'state:close-wait lport:6101';
    using no = new Answers();
    assert.equal(await closer().close({ host: 'local', filter }, filter), undefined);
    const [question] = no.asked;
    assert.equal(no.asked.length, 1);
    assert.ok(question?.isModal);
    assert.match(question.text, /^Close 7 sockets on /);
    assert.match(
      question.detail,
      /^Selected by: state:close-wait lport:6101\n\nThe filter means: state CLOSE_WAIT, and local port 6101\.\n\n7 in CLOSE_WAIT\. The peer gets/,
    );
    assert.match(question.detail, /127\.0\.41\.1:6101 ↔ 127\.0\.0\.1:\d+\n.*… and 2 more\n/s);
    assert.deepEqual(question.buttons, ['Close 7 Sockets', 'Copy ss Command']);
    assert.deepEqual(await ssCounts(ownKernelView, ['src', '127.0.41.1:6101']), {
      LISTEN: 1,
      'CLOSE-WAIT': 7,
    });
  });

  it('close what was shown, and tell what became of it', async () => {
    using yes = new Answers(['Close 7 Sockets']);
    const closed = await closer().close({ host: 'local', filter: 'lport:6101' }, 'lport:6101');
    assert.equal(closed?.closed, 7);
    assert.match(yes.asked[0]?.detail ?? '', /1 listening socket not closed\./);
    assert.equal(yes.asked.at(-1)?.text, 'Closed 7 sockets.');
    assert.deepEqual(await ssCounts(ownKernelView, ['src', '127.0.41.1:6101']), { LISTEN: 1 });
  });

  it('warn who is about to close the connections of this very window', async () => {
    using no = new Answers();
    await closer().close({ host: 'local', filter: 'state:established' }, 'state:established');
    assert.match(no.asked[0]?.detail ?? '', /Warning: .* held by VS Code or its parent processes/);
  });

  it('are refused where they are switched off, by the server as well', async () => {
    await server.client.notify(hostChangesNotification, { allowHostChanges: false });
    using told = new Answers();
    assert.equal(await closer().close({ host: 'local', filter: 'lport:6101' }, 'lport:6101'), undefined);
    assert.match(told.asked[0]?.text ?? '', /turned off.*socketDiagnostics\.allowHostChanges/);
    await server.client.notify(hostChangesNotification, { allowHostChanges: true });
    const records = new ParameterRecords(new Memory());
    const terminal = new NotedTerminal();
    const log = { error: () => undefined };
    const apply = applyParameterCommand(changer(records, terminal), () => false, new Failures(log));
    assert.equal(await apply({ host: 'local', key, value: '50' }), false);
    assert.deepEqual(told.asked.at(-1)?.buttons, ['Open Setting']);
    assert.deepEqual(terminal.lines, []);
  });

  it('set a parameter by a line in the terminal, which can be undone', async () => {
    const before = await running();
    const memory = new Memory();
    const terminal = new NotedTerminal();
    using yes = new Answers(['Run in Terminal']);
    assert.ok(
      await changer(new ParameterRecords(memory), terminal).apply({ host: 'local', key, value: '47' }),
    );
    const [question] = yes.asked;
    assert.ok(question?.isModal);
    assert.match(question.text, new RegExp(`^Set ${key} to 47 on `));
    assert.match(question.detail, new RegExp(`Running value: ${before}\nNew value: 47`));
    assert.ok(question.detail.includes(`sysctl -w ${key}=47`));
    assert.equal(await running(), '47');
    assert.equal(yes.asked.at(-1)?.text, `${key} is 47 now; it was ${before}.`);
    // Another window, later: only what was written down is left.
    const records = new ParameterRecords(memory);
    const [record] = records.all;
    assert.deepEqual([record?.key, record?.before, record?.after], [key, before, '47']);
    assert.ok(record && (await changer(records, terminal).undo(record)));
    assert.equal(await running(), before);
    assert.deepEqual(records.all, []);
    assert.deepEqual(terminal.lines, [`run: sysctl -w ${key}=47`, `run: sysctl -w ${key}=${before}`]);
  });

  it('go back to what was there before the first of several changes', async () => {
    const records = new ParameterRecords(new Memory());
    const shared = { host: 'local', label: 'vm', key, at: 1, bootId: 'a' };
    await records.add({ ...shared, before: '60', after: '50' });
    await records.add({ ...shared, before: '50', after: '40' });
    await records.add({ ...shared, before: '60', after: '30', bootId: 'b' });
    assert.deepEqual(
      records.all.map(({ before, after, bootId }) => [before, after, bootId]),
      [
        ['60', '30', 'b'],
        ['60', '40', 'a'],
      ],
    );
  });

  it('are not undone on a host that has started anew: it has the values of its files', async () => {
    const records = new ParameterRecords(new Memory());
    const record = await records.add({
      ...{ host: 'local', label: 'vm', key, before: '11', after: await running(), at: 1 },
      bootId: '00000000-0000-0000-0000-000000000000',
    });
    const terminal = new NotedTerminal();
    using told = new Answers();
    assert.equal(await changer(records, terminal).undo(record), false);
    assert.match(told.asked[0]?.text ?? '', /has restarted since then/);
    assert.deepEqual([terminal.lines, records.all], [[], []]);
  });
});
