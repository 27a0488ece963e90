import assert from 'node:assert/strict';
import type { Report, ReportFinding } from '../../../../src/core/protocol/viewModels.ts';
import { buildReport } from '../../../../src/core/report/buildReport.ts';
import { findingNodes, type FindingNode } from '../../../../src/extension/findings/findingNode.ts';
import { smallReportInput, unreadableReportInput } from '../../../support/smallHost.ts';

const small = buildReport(smallReportInput());

function shape(report: Report): readonly string[] {
  return findingNodes([{ host: 'local', report }]).map((node) =>
    node.kind === 'group' ? `${node.severity} ${String(node.rows.length)}` : node.kind,
  );
}

function ids(report: Report): readonly string[] {
  return findingNodes([{ host: 'local', report }]).flatMap((node: FindingNode) =>
    node.kind === 'group' ? node.rows.map(({ id }) => id) : [],
  );
}

describe('the rows of the Findings view', () => {
  it('are groups of those severities that there are, worst first', () => {
    assert.deepEqual(shape({ ...small, notJudged: [] }), ['warning 1', 'information 1']);
  });

  it('say that nothing was found where that is so', () => {
    assert.deepEqual(shape({ ...small, findings: [], notJudged: [] }), ['nothing']);
  });

  it('say first that the sockets could not be read, and last what was not judged', () => {
    const rows = shape(buildReport(unreadableReportInput()));
    assert.equal(rows[0], 'unread');
    assert.equal(rows.at(-1), 'notJudged');
    assert.ok(!rows.includes('nothing'));
  });

  it('have the same ids in the next inspection, whatever its figures', () => {
    const later = small.findings.map((finding): ReportFinding => ({ ...finding, title: 'Other figures.' }));
    assert.deepEqual(ids({ ...small, findings: later }), ids(small));
  });

  it('have ids of their own where two findings are about the same', () => {
    const [first] = small.findings;
    assert.ok(first);
    const both = ids({ ...small, findings: [first, first] });
    assert.equal(new Set(both).size, 2);
  });

  it('of several hosts are in one list, worst first, and each names its host', () => {
    const [first] = small.findings;
    assert.ok(first);
    const at = (host: string, severity: 'error' | 'warning') => {
      return { host, label: host, report: { ...small, findings: [{ ...first, severity }], notJudged: [] } };
    };
    const nodes = findingNodes([at('local', 'warning'), at('web', 'error'), at('db', 'warning')]);
    const told = nodes.flatMap((node) =>
      node.kind === 'group' ? node.rows.map(({ label }) => `${node.severity} ${label ?? ''}`) : [node.kind],
    );
    assert.deepEqual(told, ['error web', 'warning local', 'warning db']);
    const rows = nodes.flatMap((node) => (node.kind === 'group' ? node.rows : []));
    assert.equal(new Set(rows.map(({ id }) => id)).size, 3);
  });

  it('say of each host that could not be read which one it is', () => {
    const unread = buildReport(unreadableReportInput());
    const nodes = findingNodes([
      { host: 'local', label: 'here', report: { ...small, findings: [], notJudged: [] } },
      { host: 'ssh:web', label: 'web', report: { ...unread, notJudged: [] } },
    ]);
    assert.deepEqual(
      nodes.map((node) => (node.kind === 'unread' ? `unread ${node.label ?? ''}` : node.kind)),
      ['unread web', ...(unread.findings.length > 0 ? ['group'] : ['nothing'])],
    );
  });

  it('say of each host with sockets and no findings that it has none', () => {
    const report = { ...small, findings: [], notJudged: [] };
    const unread = { ...buildReport(unreadableReportInput()), findings: [], notJudged: [] };
    const kinds = (second: Report): readonly string[] =>
      findingNodes([
        { host: 'local', label: 'here', report },
        { host: 'ssh:web', label: 'web', report: second },
      ]).map((node) =>
        node.kind === 'nothing' || node.kind === 'unread' ? `${node.kind} ${node.label ?? ''}` : node.kind,
      );
    assert.deepEqual(kinds(unread), ['unread web', 'nothing here']);
    assert.deepEqual(kinds(report), ['nothing here', 'nothing web']);
  });

  it('say of each host what was not judged', () => {
    const gap = (reason: string) => [{ rules: ['r'], missing: 'counters', reason } as const];
    const nodes = findingNodes([
      { host: 'local', label: 'here', report: { ...small, notJudged: gap('One.') } },
      { host: 'ssh:web', label: 'web', report: { ...small, notJudged: gap('Two.') } },
    ]);
    assert.deepEqual(
      nodes.flatMap((node) => (node.kind === 'notJudged' ? [`${node.label ?? ''} ${node.gap.reason}`] : [])),
      ['here One.', 'web Two.'],
    );
  });
});
