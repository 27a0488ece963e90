import assert from 'node:assert/strict';
import { join } from 'node:path';
import { commands, env, window, type TreeItem } from 'vscode';
import { buildReport } from '../../src/core/report/buildReport.ts';
import type { Report } from '../../src/core/report/report.ts';
import { findingItem } from '../../src/extension/findings/findingItem.ts';
import type { FindingNode } from '../../src/extension/findings/findingNode.ts';
import { FindingTree } from '../../src/extension/findings/findingTree.ts';
import { commandIds } from '../../src/extension/ids.ts';
import { repository } from '../support/paths.ts';
import { smallReportInput } from '../support/smallHost.ts';
import { waitFor } from '../support/waitFor.ts';

const small = buildReport(smallReportInput());

function treeOf(report: Report): FindingTree {
  const tree = new FindingTree(() => Promise.resolve(findingItem));
  tree.show([{ host: 'local', report }]);
  return tree;
}

function all(tree: FindingTree, node?: FindingNode): readonly FindingNode[] {
  return tree.getChildren(node).flatMap((child) => [child, ...all(tree, child)]);
}

async function itemsOf(report: Report): Promise<readonly TreeItem[]> {
  const tree = treeOf(report);
  return await Promise.all(all(tree).map((node) => tree.getTreeItem(node)));
}

describe('the Findings view', () => {
  it('shows each finding with its evidence and remedies, and what its menu may offer', async () => {
    const items = await itemsOf(small);
    const [group, finding] = items;
    assert.equal(group?.label, 'Warnings');
    assert.equal(finding?.description, '10.0.0.9:5432');
    assert.equal(
      finding.contextValue,
      'finding showSockets openFile applyParameter setCommand showCommand openGuide',
    );
    assert.match(finding.accessibilityInformation?.label ?? '', /^Warning: Connections from/);
    const labels = items.map(({ label }) => label);
    assert.ok(labels.includes('Ports in use: 9 of 10 (90 %)'), JSON.stringify(labels));
    assert.ok(
      labels.includes('Keep connections open and reuse them, with a connection pool or HTTP keep-alive.'),
    );
  });

  it('names the host of each row first, where there are several', async () => {
    const tree = new FindingTree(() => Promise.resolve(findingItem));
    tree.show([
      { host: 'local', label: 'here', report: { ...small, findings: [] } },
      { host: 'netns:web', label: 'web', report: small },
    ]);
    const items = await Promise.all(all(tree).map((node) => tree.getTreeItem(node)));
    const row = items.find(({ contextValue }) => contextValue?.startsWith('finding ') === true);
    assert.ok(typeof row?.label === 'string');
    assert.match(row.label, /^web: Connections from /);
    assert.match(row.accessibilityInformation?.label ?? '', /^Warning: web: Connections from /);
  });

  it('knows the parent of every row, so that one can be revealed', () => {
    const tree = treeOf(small);
    for (const node of all(tree)) {
      const parent = tree.getParent(node);
      assert.ok(tree.getChildren(parent).some((child) => JSON.stringify(child) === JSON.stringify(node)));
    }
  });

  it('takes what a host says for text', async () => {
    const [first] = small.findings;
    assert.ok(first);
    const title = '$(trash) [x](command:y)\n\u202E<b>';
    for (const { label, tooltip, description } of await itemsOf({
      ...small,
      findings: [{ ...first, title }],
    }))
      for (const text of [label, tooltip, description].filter((shown) => shown !== undefined)) {
        assert.ok(typeof text === 'string', 'no markup, no object');
        assert.doesNotMatch(text, /\u202E/);
      }
  });

  it('copies a finding as Markdown', async () => {
    const tree = treeOf(small);
    const row = all(tree).find(({ kind }) => kind === 'finding');
    await commands.executeCommand(commandIds.findingCopy, row);
    assert.match(await env.clipboard.readText(), /^## WARNING: Connections from 10\.0\.0\.1/);
  });

  it('opens the line that a finding names', async () => {
    const path = join(repository, 'package.json');
    await commands.executeCommand(commandIds.findingRun, 'local', {
      kind: 'openFile',
      key: 'k',
      path,
      line: 3,
    });
    const editor = await waitFor('the editor', () => window.activeTextEditor);
    assert.equal(editor.selection.active.line, 2);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('refuses what is no finding', async () => {
    for (const nothing of [undefined, 'text', {}, { kind: 'finding' }])
      await assert.rejects(
        async () => commands.executeCommand(commandIds.findingSockets, nothing),
        /“finding” must be a row of the Findings view/,
      );
  });
});
