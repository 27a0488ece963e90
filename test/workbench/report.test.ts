import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FrameLocator } from 'playwright-core';
import type { Report } from '../../src/core/report/report.ts';
import type { Namespace } from '../support/namespace.ts';
import type { Traffic } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { answerFileDialog } from './support/fileDialog.ts';
import { shownLevel } from './support/shownLevel.ts';
import { Stage } from './support/stage.ts';
import { intoView } from './support/intoView.ts';

/** What can be done with the report of a host whose ports to one destination are used up. */
describe('the report', function () {
  this.timeout(60_000);
  const stage = new Stage();
  let namespace: Namespace;
  let traffic: Traffic;
  let workbench: Workbench;
  let report: FrameLocator;

  before(async function () {
    this.timeout(120_000);
    namespace = await stage.namespace({ 'net.ipv4.ip_local_port_range': '40000 40199' });
    traffic = stage.traffic(namespace);
    workbench = await stage.workbench({ namespace });
    await traffic.clientTimeWait({ count: 200, address: '127.0.30.1', port: 5432 });
    await traffic.closeWait({ count: 20, address: '127.0.30.3', port: 9000, from: '127.0.0.3' });
    // A load that goes on while the sockets are read: of a burst that is over, nothing is foretold.
    const load = new AbortController();
    const opening = openSteadily(load.signal);
    await sleep(3000);
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    report = workbench.report();
    await report.locator('main:not([aria-busy]) #verdict').waitFor();
    load.abort();
    await opening;
    // What grew in the second after the first figures is drawn, too: nothing is drawn anew while the tests look.
    await report.locator('.diagram .rate').first().waitFor();
  });

  /** Five per second, also where each takes long: more than 200 ports sustain, and for longer than an inspection takes. */
  async function openSteadily(signal: AbortSignal): Promise<void> {
    const start = performance.now();
    let made = 0;
    while (!signal.aborted) {
      await sleep(50);
      const count = Math.floor((performance.now() - start) / 200) - made;
      if (count <= 0) continue;
      await traffic.clientTimeWait({ count, address: '127.0.30.2', port: 5432 });
      made += count;
    }
  }

  it('says what is full, and what lasts at the present rate', async () => {
    const row = (text: string) => report.locator('#destinations tbody tr', { hasText: text }).innerText();
    assert.match(await row('127.0.30.1:5432'), /200 of 200.*\sfull$/s);
    assert.match(await row('127.0.30.2:5432'), /\d+ of 200.*full in \d+ s$/s);
    assert.match(await report.locator('#verdict').innerText(), /127\.0\.30\.1:5432.* 200 of 200/);
  });

  it('tries out another port range, and forgets it again', async () => {
    await report.locator('#what-if summary').click();
    const answer = report.locator('#what-if output');
    const field = (label: string) => report.locator('#what-if').getByLabel(label);
    assert.match(await answer.innerText(), /^200 usable ports .* 3\.3 connections per second/);
    await field('First port').fill('1024');
    await field('Last port').fill('65535');
    await field('Connections per second').fill('2000');
    assert.match(
      await answer.innerText(),
      /^64,512 usable ports .* 1,075 connections per second .* all ports are in use after 32 s\.$/,
    );
    await field('Remote endpoints').fill('2');
    assert.match(await answer.innerText(), /129,024 in total, .* 2,150 .* is sustainable\.$/);
    await field('Remote endpoints').fill('1');
    await field('tcp_tw_reuse applies').check();
    assert.match(await answer.innerText(), /held for 1 s .* 64,512 connections per second/);
    await field('Last port').fill('70000');
    assert.equal(await field('Last port').getAttribute('aria-invalid'), 'true');
    await report.locator('#what-if button', { hasText: 'Reset to host' }).click();
    assert.match(await answer.innerText(), /^200 usable ports/);
    await report.locator('#what-if summary').click();
  });

  it('draws the TCP states with their sockets, and shows those of the chosen one', async () => {
    const states = report.locator('.diagram [role="button"]');
    assert.equal(await states.count(), 11);
    const state = (name: string) => report.locator(`.diagram [aria-label^="${name} "]`);
    const label = await state('TIME_WAIT').getAttribute('aria-label');
    const count = Number(/^TIME_WAIT (\d+) sockets$/.exec(label ?? '')?.[1]);
    // The workbench closes connections of its own.
    assert.ok(count >= 210 && count < 300, label ?? '');
    assert.match((await state('CLOSE_WAIT').getAttribute('aria-label')) ?? '', /^CLOSE_WAIT 2\d sockets$/);
    // The table has the same figures.
    const row = await report.locator('#states tbody tr', { hasText: 'TIME_WAIT' }).innerText();
    assert.match(row, new RegExp(`^TIME_WAIT\\s+${String(count)}\\s`));
    await state('TIME_WAIT').focus();
    await workbench.page.keyboard.press('Enter');
    await waitFor(
      'the tree with one state',
      () => workbench.treeRows().locator('.label-name').allInnerTexts(),
      (names) => names.length === 1 && names[0] === 'TIME_WAIT',
    );
    const note = (section: string) => report.locator(`${section} .remainder`, { hasText: 'Only rows with' });
    await note('#destinations').waitFor();
    assert.match(await note('#destinations').innerText(), /^Only rows with sockets in TIME_WAIT\./);
    assert.equal(await report.locator('#states tbody tr').count(), 1);
    assert.equal(await state('TIME_WAIT').getAttribute('aria-pressed'), 'true');
    assert.equal(await report.locator('#destinations tbody tr', { hasText: ':9000' }).count(), 0);
    await intoView(report.locator('#states'));
    await workbench.screenshot('diagram-chosen');
    await state('FIN_WAIT2').click();
    await waitFor(
      'the tree with the other state',
      () => workbench.treeRows().locator('.label-name').allInnerTexts(),
      (names) => names.length === 1 && names[0] === 'FIN_WAIT2',
    );
    await state('FIN_WAIT2').click();
    await waitFor(
      'the tree with all states',
      () => workbench.treeRows().locator('.label-name').allInnerTexts(),
      (names) => names.length > 2,
    );
    await waitFor(
      'the table with all states',
      () => report.locator('#states tbody tr').count(),
      (count) => count > 2,
    );
  });

  it('tells rates a second after the first figures, without being asked', async () => {
    await report.locator('.diagram .rate', { hasText: /^connect\(\) · [\d.]+\/s$/ }).waitFor();
    assert.equal(await report.locator('.diagram .rate').count(), 4);
    await intoView(report.locator('#states'));
    await workbench.screenshot('diagram');
  });

  it('follows level and rate while it is in front, and marks what was changed', async () => {
    const chart = report.locator('#history [role="img"]');
    await waitFor(
      'samples',
      () => chart.getAttribute('aria-label'),
      (label) => /(\d+) samples: TIME_WAIT between \d+ and \d+, now \d+/.test(label ?? ''),
    );
    await report.locator('#history summary').click();
    const newest = report.locator('#history tbody tr').first();
    await newest.waitFor();
    const [, , level] = await report.locator('#history tbody tr').first().locator('th, td').allInnerTexts();
    assert.match(level ?? '', /^[\d.]+$|^–$/);
    await namespace.sysctl('net.ipv4.tcp_fin_timeout', 59);
    await report.locator('header button.primary').click();
    await report.locator('.marks li', { hasText: 'tcp_fin_timeout was 60 and is 59.' }).waitFor();
    await intoView(report.locator('#history'));
    await waitFor(
      'a line to look at',
      () => report.locator('#history tbody tr').count(),
      (rows) => rows >= 5,
    );
    await workbench.screenshot('history');
    await report.locator('#history button', { hasText: 'Pause' }).click();
    const standing = await newest.innerText();
    // The level above goes on.
    const live = async (): Promise<number> => shownLevel(await report.locator('header .live').innerText());
    for (const count of [10, 20]) {
      const before = await live();
      await traffic.clientTimeWait({ count, address: '127.0.30.4', port: 5432 });
      await waitFor('a higher level', live, (level) => level > before);
    }
    assert.equal(await newest.innerText(), standing);
    await report.locator('#history button', { hasText: 'Resume' }).click();
    await waitFor(
      'a newer row',
      () => newest.innerText(),
      (text) => text !== standing,
    );
  });

  it('says what TIME_WAIT costs, and which parameters are not at their default', async () => {
    assert.match(
      await report.locator('#time-wait-table').innerText(),
      /of 131,072 .* about \d+ KB of kernel memory/s,
    );
    const row = report.locator('#parameters tbody tr', { hasText: 'net.ipv4.ip_local_port_range' });
    assert.match(await row.innerText(), /40000 40199\s*changed\s+–\s+32768 60999/);
  });

  it('sorts and filters a table, and copies what it shows', async () => {
    const rows = report.locator('#destinations tbody tr');
    const first = () => rows.first().innerText();
    const head = report.locator('#destinations thead th', { hasText: 'Used of usable' });
    assert.match(await first(), /127\.0\.30\.1/);
    await head.locator('button').focus();
    await workbench.page.keyboard.press('Enter');
    assert.equal(await head.getAttribute('aria-sort'), 'descending');
    assert.match(await first(), /127\.0\.30\.1/);
    await workbench.page.keyboard.press('Enter');
    assert.equal(await head.getAttribute('aria-sort'), 'ascending');
    assert.doesNotMatch(await first(), /127\.0\.30\.1/);
    await report.locator('#parameters input').fill('tw_reuse');
    assert.equal(await report.locator('#parameters tbody tr').count(), 2);
    await report.locator('#parameters button', { hasText: 'TSV' }).click();
    const copied = await waitFor('the clipboard', clipboard, (text) => text.startsWith('Key\t'));
    assert.match(copied, /\nnet\.ipv4\.tcp_tw_reuse\t0 changed\t–\t2\t/);
    assert.equal(copied.trim().split('\n').length, 3);
    await report.locator('#parameters input').fill('');
  });

  it('is copied as Markdown and saved as JSON', async () => {
    await report.locator('header button', { hasText: 'Copy as Markdown' }).click();
    const markdown = await waitFor('the clipboard', clipboard, (text) => text.startsWith('# TIME_WAIT'));
    assert.match(markdown, /\n## ERROR: Connections from 127\.0\.0\.1 to 127\.0\.30\.1:5432 use 200 of 200/);
    const path = join(await stage.folder(), 'report.json');
    await report.locator('header button', { hasText: 'Save as JSON' }).click();
    const text = (): Promise<string> => readFile(path, 'utf8').catch(() => '');
    await answerFileDialog(workbench, async () => (await text()) !== '', path);
    const saved = JSON.parse(await text()) as Report;
    assert.deepEqual([saved.schema, saved.version], ['socket-diagnostics/report', 1]);
    assert.equal(saved.sockets?.destinations[0]?.used, 200);
  });

  it('leads from a table with the first hundred rows to the tree, which has all', async () => {
    for (let host = 1; host <= 110; host++)
      await traffic.clientTimeWait({ count: 1, address: `127.0.31.${String(host)}`, port: 5432 });
    await report.locator('header button.primary').click();
    const all = report.locator('#destinations button', { hasText: /^All \d+ in the tree$/ });
    await all.waitFor();
    assert.match(await report.locator('#destinations .remainder').innerText(), /^The first 100 of 1\d\d\./);
    await intoView(all);
    await workbench.screenshot('long-table');
    await all.click();
    const names = await waitFor(
      'the tree by destination',
      () => workbench.treeRows().locator('.label-name').allInnerTexts(),
      (labels) => labels.length > 10 && labels.every((label) => label.includes(':')),
    );
    assert.ok(names.some((name) => name.includes('127.0.30.1:5432')));
    await workbench.screenshot('tree-by-destination');
  });

  function clipboard(): Promise<string> {
    return workbench.clipboard();
  }
});
