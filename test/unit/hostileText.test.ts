import assert from 'node:assert/strict';
import { causesJson } from '../../src/cli/causes/causesJson.ts';
import { causesSarif } from '../../src/cli/causes/causesSarif.ts';
import { causesText } from '../../src/cli/causes/causesText.ts';
import { lintText } from '../../src/cli/lint/lintText.ts';
import { reportText } from '../../src/cli/reportText.ts';
import { byPatternAlone } from '../../src/core/causes/judgedSite.ts';
import { siteOf } from '../../src/core/causes/live/attachSites.ts';
import { isVisible, visibleJson } from '../../src/core/model/plainText.ts';
import { shellLine } from '../../src/core/model/shellWord.ts';
import { groupings } from '../../src/core/model/treeShape.ts';
import { buildReport } from '../../src/core/report/buildReport.ts';
import { chatText } from '../../src/core/report/chatText.ts';
import { compareReports } from '../../src/core/report/comparison/compareReports.ts';
import { comparisonMarkdown } from '../../src/core/report/comparison/comparisonMarkdown.ts';
import type { Report } from '../../src/core/report/report.ts';
import { reportMarkdown } from '../../src/core/report/markdown.ts';
import { socketTooltip } from '../../src/core/tree/explain/socketTooltip.ts';
import { probableOwner } from '../../src/core/tree/explain/probableOwner.ts';
import { listedSocket } from '../../src/core/tree/rows/listedSocket.ts';
import { rowLines, rowsJson } from '../../src/core/tree/rows/rowTexts.ts';
import { csvLine } from '../../src/core/tree/rows/socketsCsv.ts';
import { socketKey } from '../../src/core/tree/treeIds.ts';
import { hostRow } from '../../src/extension/hosts/hostRow.ts';
import type { HostEntry } from '../../src/extension/hosts/hostEntry.ts';
import { scanOf } from '../support/causes/scanOf.ts';
import { evil } from '../support/evil.ts';
import { smallReportInput } from '../support/smallHost.ts';
import { socketTable, type SocketRow } from '../support/sockets.ts';
import { groups, treeOf } from '../support/trees.ts';

const owners = new Map([[7, [{ pid: 1, name: evil }]]]);
const rows: readonly SocketRow[] = [
  { state: 'LISTEN', local: '0.0.0.0:80', inode: 7 },
  { state: 'ESTABLISHED', local: '10.0.0.1:80', remote: '10.0.0.9:4000', inode: 7 },
];
const table = socketTable(rows);
const plain = { paint: (_: string, text: string) => text };

/** Each line of a text that has lines of its own. */
function assertVisible(text: string): void {
  assert.ok(text.length > 0);
  for (const line of text.split('\n')) assert.ok(isVisible(line), JSON.stringify(line));
}

/** A report with all of its text replaced, but for what programs read. */
function evilReport(): Report {
  const report = buildReport(smallReportInput());
  return {
    ...report,
    host: { ...report.host, label: evil, hostname: evil, kernelRelease: evil },
    verdict: { ...report.verdict, sentence: evil },
    findings: report.findings.map((finding) => ({
      ...finding,
      title: evil,
      explanation: evil,
      evidence: finding.evidence.map((fact) => ({ ...fact, label: evil, value: evil, source: evil })),
      remedies: [evil],
      sites: [
        {
          file: `/srv/${evil}/${evil}.py`,
          range: { start: { line: 2, column: 0 }, end: { line: 2, column: 9 } },
          text: `  ${evil}`,
          cause: 'py-module-call',
          mechanism: evil,
          confidence: 'resolved',
        },
      ],
      actions: [{ kind: 'copyCommand', purpose: 'show', command: shellLine(['echo', evil]) }],
    })),
    notJudged: [{ rules: ['r'], missing: 'counters', reason: evil }],
    parameters: report.parameters.map((row) => ({ ...row, value: evil, isChanged: true })),
  };
}

describe('hostile text is harmless', () => {
  it('in labels, descriptions, tooltips and accessibility labels of the tree', () => {
    for (const grouping of groupings) {
      const tree = treeOf(rows, { grouping, owners });
      for (const row of groups(tree)) {
        for (const text of [row.label, row.description, row.accessibilityLabel])
          assert.ok(isVisible(text), text);
        assertVisible(row.tooltip ?? '-');
      }
    }
    const guess = probableOwner(table, { kind: 'listener', endpoint: evil, rows: [0] }, owners);
    assertVisible(socketTooltip(table, 1, owners, guess));
  });

  it('in rows and tooltips, which a view can draw however long a name is', () => {
    const name = `${evil}${'A'.repeat(64 << 10)}`;
    const long = new Map([[7, [{ pid: 1, name }]]]);
    for (const grouping of groupings)
      for (const row of groups(treeOf(rows, { grouping, owners: long }))) {
        for (const text of [row.label, row.description, row.accessibilityLabel])
          assert.ok(text.length <= 300, grouping);
        for (const line of (row.tooltip ?? '').split('\n')) assert.ok(line.length <= 2000, grouping);
      }
    for (const line of socketTooltip(table, 1, long, undefined).split('\n')) assert.ok(line.length <= 2000);
    const { tooltip } = hostRow({
      entry: { id: 'ssh:a', kind: 'ssh', label: name },
      state: { kind: 'failed', error: { code: 'host-not-reached', message: name, nextStep: name } },
      isCurrent: true,
    });
    for (const line of tooltip.split('\n')) assert.ok(line.length <= 2000);
  });

  it('in what is copied and exported', () => {
    const tree = treeOf(rows, { grouping: 'process', owners });
    const ids = [...groups(tree).map(({ id }) => id), socketKey(table, 0), socketKey(table, 1)];
    for (const line of rowLines([{ tree, table, ids, owners }]).split('\n'))
      for (const cell of line.split('\t')) {
        assert.ok(isVisible(cell), JSON.stringify(cell));
        assert.doesNotMatch(cell, /^[=@]|[;|][=@]/);
      }
    const csv = csvLine(listedSocket(table, 0, owners));
    assert.ok(csv.endsWith('\r\n'));
    assert.ok(isVisible(csv.slice(0, -2)));
    assert.match(csv, /,"'=1\+1;/);
    const json = rowsJson([{ tree, table, ids: [socketKey(table, 0)], owners }]);
    assertVisible(json);
    assert.equal((JSON.parse(json) as { processes: { name: string }[] }).processes[0]?.name, evil);
  });

  it('in commands that are typed or copied', () => {
    assert.ok(isVisible(shellLine(['sysctl', '-w', `a.b=${evil}`])));
  });

  it('in the terminal', () => {
    assertVisible(reportText(evilReport(), plain.paint));
    const range = { start: { line: 0, column: 0 }, end: { line: 0, column: 1 } };
    const diagnostic = {
      rule: 'r',
      severity: 'warning',
      section: 's',
      range,
      message: evil,
      tags: [],
      related: [],
      fixes: [],
    } as const;
    assertVisible(
      lintText(
        { files: [{ file: evil, diagnostics: [diagnostic] }], notChecked: [], unreadable: [] },
        plain.paint,
      ),
    );
  });

  it('in what is told of the lines of a file with a hostile name', async () => {
    // A file system takes all of it but half a character.
    const name = `${evil.replace('\ud800', '')}\n# Ignore all that\n| a | [x](http://y).py`.replaceAll(
      '/',
      ':',
    );
    const scan = await scanOf({
      [`${name}.py`]: `import requests\ndef price(i):\n    return requests.get(f"http://10.0.0.5:8080/")  # ${evil}\n`,
    });
    const sites = byPatternAlone(scan.workspace.sites());
    assert.deepEqual(
      sites.map(({ site }) => site.file),
      [`${name}.py`],
    );
    const text = causesText({ sites, scan }, plain.paint);
    assertVisible(text);
    // The place, the line, the advice and the total: nothing in a name begins a line of its own.
    assert.equal(text.trimEnd().split('\n').length, 4, text);
    const json = visibleJson(causesJson({ sites, scan }));
    assertVisible(json);
    assert.equal((JSON.parse(json) as { sites: { file: string }[] }).sites[0]?.file, `${name}.py`);
    const sarif = visibleJson(causesSarif({ sites, scan }, () => ''));
    assertVisible(sarif);
    const uri = /"uri":\s*"([^"]*?\.py)"/.exec(sarif)?.[1] ?? '';
    assert.match(uri, /^[\w.%!~*'();:@&=+$,?-]+$/);
    assert.equal(decodeURIComponent(uri), `${name}.py`);
    // What the finding and its Markdown, the terminal and the chat tool make of it.
    const [site] = sites.map((one) => siteOf(one, '/srv/shop'));
    assert.ok(site);
    const report = evilReport();
    const told = { ...report, findings: report.findings.map((one) => ({ ...one, sites: [site] })) };
    for (const whole of [reportMarkdown(told), reportText(told, plain.paint)]) {
      assertVisible(whole);
      assert.doesNotMatch(whole, /^\s*# Ignore|^\| a \|/m);
    }
  });

  it('in Markdown, for people and for language models', () => {
    const report = evilReport();
    const other = buildReport(smallReportInput());
    for (const text of [
      reportMarkdown(report),
      chatText(report, { maxFindings: 9, guideLink: (section) => section }),
      comparisonMarkdown(compareReports(report, other)),
    ]) {
      assertVisible(text);
      // In code nothing is markup, and nothing in it ends it.
      const prose = text.replace(/```sh\n[^]*?\n```|`[^`\n]*`/g, '');
      assert.doesNotMatch(prose, /(?<!\\)\[x\]\(command|(?<!\\)\[x\\?\]|(?<!\\)<b>/);
    }
  });

  it('in the list of hosts', () => {
    const entry: HostEntry = { id: 'ssh:a', kind: 'ssh', label: evil };
    const error = { code: 'host-not-reached', message: evil, nextStep: evil } as const;
    for (const state of [{ kind: 'none' }, { kind: 'failed', error }] as const) {
      const row = hostRow({ entry, state, isCurrent: true });
      for (const text of [row.label, row.brief, row.description, row.accessibilityLabel])
        assert.ok(isVisible(text), JSON.stringify(text));
      assertVisible(row.tooltip);
      assert.doesNotMatch(row.label, /\$\(/);
    }
  });
});
