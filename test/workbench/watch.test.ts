import assert from 'node:assert/strict';
import { isGuideSectionId } from '../../src/core/knowledge/guide.ts';
import { connectionKinds } from '../../src/core/model/watched.ts';
import type { Namespace } from '../support/namespace.ts';
import { runOk } from '../support/run.ts';
import { skipWhere } from '../support/skipWhere.ts';
import { actUntil, waitFor } from '../support/waitFor.ts';
import { makeEndings, mountTracefs, tracingUnavailable } from '../support/watching.ts';
import type { Workbench } from '../support/workbench.ts';
import { seriousProblems } from './support/accessibility.ts';
import { Stage } from './support/stage.ts';
import { intoView } from './support/intoView.ts';

const everyKind = [
  ['probe', 60],
  ['exchange-client-first', 40],
  ['long', 20],
  ['reset-by-client', 30],
  ['refused-later', 30],
  ['timed-out-given-up', 6],
] as const;

/** A program that fails for want of a local port, which no list of sockets shows. */
describe('watching connections', function () {
  this.timeout(60_000);
  const stage = new Stage();
  let namespace: Namespace;
  let workbench: Workbench;
  let crawler: number;

  before(async function () {
    this.timeout(120_000);
    namespace = await stage.namespace({ 'net.ipv4.ip_local_port_range': '40000 40099' });
    workbench = await stage.workbench({ namespace });
    ({ pid: crawler } = await makeEndings(namespace, 4, 'crawl', 0));
  });

  it('asks how long, counts while it listens, and tells failures with the name of the program', async () => {
    const { page } = workbench;
    await workbench.runCommand('Sockets: Watch Connections…');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '10 seconds' }).first().click();
    const progress = page.locator('.notification-toast', { hasText: 'Watching connections' });
    await progress.filter({ hasText: /\d+ connections? ended/ }).waitFor();
    await workbench.screenshot('watch-progress');
    const report = workbench.report();
    await report.locator('#connections').waitFor({ timeout: 30_000 });
    const row = report.locator('#connections tbody tr', { hasText: 'unknown port' });
    const text = await row.first().innerText();
    assert.match(text, /no local port \d{2,}/);
    assert.match(text, new RegExp(`probably crawler \\(${String(crawler)}\\)`));
    const verdict = await report.locator('#verdict').innerText();
    assert.match(verdict, /connect\(\) calls to 127\.0\.0\.1 failed in 10 s because no local port was left/);
    const finding = report.locator('#findings', { hasText: 'because no local port was left' });
    assert.match(await finding.innerText(), /crawler/);
  });

  it('looks right in every theme, and is accessible', async () => {
    const section = workbench.report().locator('#connections');
    for (const theme of ['dark', 'light', 'highContrast'] as const) {
      await workbench.setTheme(theme);
      await intoView(section);
      await workbench.screenshot(`watch-${theme}`);
    }
    await workbench.setTheme('dark');
    assert.deepEqual(await seriousProblems(workbench.report()), []);
  });

  it('sorts the tables, and copies them', async () => {
    const { page } = workbench;
    const section = workbench.report().locator('#connections');
    const head = section.locator('th', { hasText: 'Ended' }).first();
    await head.locator('button').click();
    await head.and(section.locator('[aria-sort="descending"]')).waitFor();
    await section.locator('button', { hasText: 'TSV' }).first().click();
    const copied = await waitFor('it is copied', () => page.evaluate(() => navigator.clipboard.readText()));
    assert.match(copied, /^To\tEnded\tPer second\tHow they ended\tClosed first\tBytes out\t/);
    assert.match(copied, /127\.0\.0\.1, unknown port\t\d+\t.*no local port \d+.*crawler/);
  });

  it('filters the tree by a click on a destination', async () => {
    await workbench.report().locator('#connections .endpoint').first().click();
    await workbench.page.locator('.sidebar .pane-body', { hasText: 'peer:127.0.0.1' }).first().waitFor();
  });

  it('opens the guide at a kind', async () => {
    await workbench
      .report()
      .locator('#connections [data-section="connection-no-local-port"]')
      .first()
      .click();
    await workbench.page
      .locator('.tab', { hasText: /connections/i })
      .first()
      .waitFor();
    await workbench.screenshot('watch-guide');
    await workbench.runCommand('View: Close Editor');
  });

  it('compares with what was watched before, the failures first', async () => {
    const { page } = workbench;
    const button = (text: string) => workbench.report().locator('header button', { hasText: text });
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    await workbench
      .report()
      .locator('#connections', { hasText: 'ended in 10 s' })
      .waitFor({ state: 'hidden' });
    await button('Compare…').click();
    await page.locator('.quick-input-list .monaco-list-row').first().click();
    await page.locator('.tab.active', { hasText: '⟷' }).waitFor();
    const row = workbench.report().locator('#connections tbody tr').first();
    assert.match(await row.innerText(), /127\.0\.0\.1, unknown port\s[\s\S]*no local port \d{2,}/);
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await intoView(row);
      await workbench.screenshot(`watch-compared-${theme}`);
    }
    assert.deepEqual(await seriousProblems(workbench.report()), []);
    await workbench.runCommand('View: Close Editor');
  });

  it('watches until it is stopped, with every kind, from the button of the report', async function () {
    // Nine pictures.
    this.timeout(150_000);
    const { page } = workbench;
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    await workbench.report().locator('#connections [data-key="watch"]').click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Until I stop it' }).click();
    const progress = page.locator('.notification-toast', { hasText: 'Watching connections' });
    await progress.filter({ hasText: /\d+ connections? ended/ }).waitFor();
    await Promise.all(everyKind.map(([kind, count]) => makeEndings(namespace, 4, kind, count)));
    // A shorter watch has no curve, and the last ends are announced a little later.
    const seconds = async (): Promise<number> => Number(/(\d+) s, /.exec(await progress.innerText())?.[1]);
    const least = Math.max(6, (await seconds()) + 2);
    await waitFor('long enough', seconds, (passed) => passed >= least, 20_000);
    await progress.hover();
    await progress.locator('.monaco-button', { hasText: 'Cancel' }).click();
    const report = workbench.report();
    const legend = report.locator('#connections .legend [data-section]');
    await waitFor(
      'all kinds',
      () => legend.count(),
      (count) => count === connectionKinds.length,
      30_000,
    );
    await report.locator('#connections .rate canvas').waitFor();
    const findings = await report.locator('#findings').innerText();
    for (const said of [
      /because no local port was left/,
      /refused \d+ connections/,
      /got no answer/,
      /ended with a reset/,
    ])
      assert.match(findings, said);
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await intoView(report.locator('#connections h2'));
      await workbench.screenshot(`watch-kinds-${theme}`);
      await intoView(report.locator('#connections tbody tr').last());
      await workbench.screenshot(`watch-kinds-tables-${theme}`);
      await intoView(report.locator('#findings h2'));
      await workbench.screenshot(`watch-findings-${theme}`);
    }
    assert.deepEqual(await seriousProblems(report), []);
  });

  it('opens the guide at each kind', async () => {
    const sections = await workbench
      .report()
      .locator('#connections .legend [data-section]')
      .evaluateAll((buttons) => buttons.map((each) => each.getAttribute('data-section') ?? ''));
    assert.equal(sections.length, connectionKinds.length);
    for (const id of sections) assert.ok(isGuideSectionId(id), id);
  });

  describe('in exact mode', () => {
    before(async function () {
      skipWhere(this, tracingUnavailable());
      for (const pid of (await runOk('ip', ['netns', 'pids', namespace.name])).trim().split(/\s+/))
        await mountTracefs(Number(pid));
    });

    it('asks each time, and names who found no port, who connected and who closed first', async () => {
      const { page } = workbench;
      const exact = page.locator('.quick-input-list .monaco-list-row', { hasText: '10 seconds, exact' });
      const dialog = page.locator('.monaco-dialog-box', { hasText: 'Trace the TCP states of' });
      // The list closes if something else takes the focus while it opens.
      await actUntil(
        'the question',
        async () => {
          await workbench.runCommand('Sockets: Watch Connections…');
          await exact.click({ timeout: 5000 }).catch(() => undefined);
        },
        () => dialog.isVisible(),
      );
      assert.match(await dialog.innerText(), /removes it afterwards/);
      await dialog.getByText('Trace for 10 Seconds').click();
      const progress = page.locator('.notification-toast', { hasText: 'Watching connections' });
      await progress.filter({ hasText: /\d+ connections? ended/ }).waitFor();
      const { port, pid } = await makeEndings(namespace, 4, 'exchange-server-first', 3);
      const report = workbench.report();
      const rows = report
        .locator('#connections table', { hasText: 'Who opened and closed' })
        .locator('tbody tr');
      await rows.first().waitFor({ timeout: 30_000 });
      const showAll = report.locator('#connections [data-key="all-exact-counts"]');
      if (await showAll.isVisible()) await showAll.click();
      const text = (await rows.allInnerTexts()).join('\n');
      assert.match(
        text,
        new RegExp(
          `crawler \\(${String(crawler)}\\)\\s+\\d+\\s+found no local port for\\s+127\\.0\\.0\\.1:\\d+`,
        ),
      );
      assert.match(
        text,
        new RegExp(`python3 \\(${String(pid)}\\)\\s+3\\s+connected to\\s+127\\.0\\.0\\.1:${String(port)}`),
      );
      assert.match(
        text,
        new RegExp(
          `python3 \\(${String(pid)}\\)\\s+3\\s+closed first\\s+accepted at 127\\.0\\.0\\.1:${String(port)}`,
        ),
      );
    });

    it('replays a connection in the state diagram, with the processes', async () => {
      const replay = workbench.report().locator('.replay');
      const chooser = replay.locator('select');
      const options = await chooser.locator('option').allInnerTexts();
      const wanted = options.find((text) => /accepted here, python3/.test(text));
      assert.ok(wanted, options.join('\n'));
      await chooser.selectOption({ label: wanted });
      const current = replay.locator('li[aria-current="step"]');
      assert.match(await current.innerText(), /LISTEN → SYN_RECV$/);
      await replay.locator('[data-key="replay-next"]').click();
      await replay.locator('[data-key="replay-next"]').click();
      assert.match(await current.innerText(), /ESTABLISHED → FIN_WAIT1 python3 \(\d+\)$/);
      const now = replay.locator('.step-state.now');
      assert.match(await now.innerHTML(), /FIN_WAIT1.*python3 \(\d+\)/s);
      for (const theme of ['dark', 'light', 'highContrast'] as const) {
        await workbench.setTheme(theme);
        await intoView(replay);
        await workbench.screenshot(`watch-replay-${theme}`);
      }
      await workbench.setTheme('dark');
      assert.deepEqual(await seriousProblems(workbench.report()), []);
      await replay.locator('[data-key="replay-play"]').click();
      await replay.locator('li', { hasText: 'FIN_WAIT2 → CLOSE' }).and(current).waitFor();
      const play = replay.locator('[data-key="replay-play"]');
      await play.and(replay.locator('button', { hasText: 'Play' })).waitFor();
      await replay.evaluate(() => {
        Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      });
      await play.click();
      // A hidden page does not play on, and does not claim to.
      await play.and(replay.locator('button', { hasText: 'Play' })).waitFor();
      assert.match(await current.innerText(), /LISTEN → SYN_RECV$/);
      await replay.evaluate(() => {
        Reflect.deleteProperty(document, 'hidden');
      });
    });

    it('filters the tree by a click on where it happened', async () => {
      await workbench.report().locator('#connections .endpoint', { hasText: 'accepted at' }).first().click();
      await workbench.page
        .locator('.sidebar .pane-body', { hasText: /lport:\d+/ })
        .first()
        .waitFor();
    });
  });
});
