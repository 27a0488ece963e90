import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Namespace } from '../support/namespace.ts';
import { actUntil, waitFor } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { CodeEditor } from './support/codeEditor.ts';
import { Stage } from './support/stage.ts';

interface Sample {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly at: string;
  readonly fix: string;
  readonly after: string;
}

const samples: readonly Sample[] = [
  {
    name: 'deployment.yaml',
    path: 'deploy/deployment.yaml',
    text: `apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      securityContext:
        sysctls:
        - name: vm.max_map_count
          value: "262144"
        - name: net.ipv4.tcp_syncookies
          value: "1" # on
`,
    at: 'vm.max_map_count',
    fix: 'Remove the parameter',
    after: `        sysctls:
        - name: net.ipv4.tcp_syncookies
          value: "1" # on`,
  },
  {
    name: 'compose.yaml',
    path: 'compose.yaml',
    text: 'services:\n  web:\n    sysctls:\n      - net.ipv4.tcp_syncookies = 1 # on\n',
    at: 'tcp_syncookies',
    fix: 'Remove the spaces',
    after: '      - net.ipv4.tcp_syncookies=1 # on',
  },
  {
    name: 'main.yml',
    path: 'roles/tuning/tasks/main.yml',
    text: `- name: recycle
  ansible.posix.sysctl:
    name: net.ipv4.tcp_tw_recycle
    value: 1
- name: list
  command: ls
`,
    at: 'net.ipv4.tcp_tw_recycle',
    fix: 'Remove tcp_tw_recycle',
    after: '- name: list\n  command: ls',
  },
  {
    name: 'Dockerfile',
    path: 'Dockerfile',
    text: 'FROM debian\nRUN sysctl -w net.ipv4.tcp_syncookies=1\nUSER nobody\n',
    at: 'tcp_syncookies',
    fix: 'Remove the command',
    after: 'FROM debian\nUSER nobody',
  },
];

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    sysctls:
    - name: net.ipv4.tcp_tw_recycle
      value: "1"
    - name: net.ipv4.tcp_tw_reuse
      value: "2"
    - name: net.core.somaxconn
      value: \${SOMAXCONN} # filled in by the deployment
    - name: net.core.somaxconn
      value: "65535"
  containers:
  - name: web
    image: web
`;

/** What a user sees who opens the files of a service, none of which is a sysctl file. */
describe('kernel parameters in other files, in the workbench', function () {
  this.timeout(60_000);
  const stage = new Stage();
  let namespace: Namespace;
  let workbench: Workbench;
  let editor: CodeEditor;
  let workspace: string;

  before(async function () {
    this.timeout(120_000);
    workspace = await stage.sample();
    for (const { path, text } of samples) {
      await mkdir(dirname(join(workspace, path)), { recursive: true });
      await writeFile(join(workspace, path), text);
    }
    await writeFile(join(workspace, 'nginx.conf'), 'http {\n  server {\n    listen 40000;\n  }\n}\n');
    namespace = await stage.namespace();
    workbench = await stage.workbench({ namespace, folder: workspace });
    editor = new CodeEditor(workbench);
  });

  for (const { name, text, at, fix, after } of samples) {
    it(`fixes ${name}, which keeps its language`, async () => {
      await editor.open(name);
      await workbench.page.locator('.editor-instance [class*="squiggly-"]').first().waitFor();
      assert.notEqual(await workbench.page.locator('#status\\.editor\\.mode').innerText(), 'sysctl');
      await editor.putCursorOn(at);
      for (const theme of ['highContrast', 'dark'] as const) {
        await workbench.setTheme(theme);
        await editor.quickFixes();
        await workbench.screenshot(`formats-${name}-${theme}`);
        await workbench.page.keyboard.press('Escape');
      }
      await workbench.setTheme('light');
      const fixes = await editor.quickFixes();
      await workbench.screenshot(`formats-${name}-light`);
      await fixes.filter({ hasText: fix }).first().click();
      const shown = await waitFor(
        'the fix',
        () => editor.text(),
        (now) => now.includes(after) && now.trimEnd() !== text.trimEnd(),
      );
      assert.ok(!shown.includes('undefined'));
      await workbench.screenshot(`formats-${name}-fixed`);
    });
  }

  it('lists the parameters of the workspace, those with different values first, and opens the line', async () => {
    const { page } = workbench;
    await writeFile(join(workspace, 'one.sh'), '#!/bin/sh\nsysctl -w vm.swappiness=1\n');
    await writeFile(join(workspace, 'two.sh'), '#!/bin/sh\n\nsysctl -w vm.swappiness=60\n');
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await workbench.runCommand('Sockets: List Kernel Parameters of This Workspace');
      const rows = page.locator('.quick-input-list .monaco-list-row');
      await rows.filter({ hasText: 'vm.swappiness = 60' }).waitFor();
      await workbench.screenshot(`formats-list-${theme}`);
      if (theme !== 'dark') await page.keyboard.press('Escape');
    }
    const first = page.locator('.quick-input-list .monaco-list-row').first();
    assert.match(await first.innerText(), /Different values/);
    await page.keyboard.type('swappiness = 60');
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: 'two.sh' }).waitFor();
    await page.locator('#status\\.editor\\.selection', { hasText: 'Ln 3' }).waitFor();
  });

  it('reserves the port of a service in the file that has the list', async () => {
    await editor.open('nginx.conf');
    await workbench.page.locator('.editor-instance [class*="squiggly-hint"]').first().waitFor();
    await editor.putCursorOn('40000');
    const fixes = await editor.quickFixes();
    await workbench.screenshot('formats-port');
    await fixes.filter({ hasText: 'Reserve port 40000 in 10-network.conf' }).first().click();
    await editor.open('10-network.conf');
    await waitFor(
      'the longer list',
      () => editor.text(),
      (now) => now.includes('net.ipv4.ip_local_reserved_ports = 9000,40000'),
    );
    await editor.open('nginx.conf');
    await workbench.page
      .locator('.editor-instance [class*="squiggly-hint"]')
      .first()
      .waitFor({ state: 'detached' });
  });

  it('shows what is wrong in a manifest, explains a key, and completes keys and values', async () => {
    const { page } = workbench;
    await writeFile(join(workspace, 'pod.yaml'), pod);
    await editor.open('pod.yaml');
    await page.locator('.editor-instance [class*="squiggly-error"]').first().waitFor();
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      const hover = await editor.hover('net.ipv4.tcp_tw_reuse');
      assert.match(await hover.innerText(), /tcp_tw_reuse/);
      await workbench.screenshot(`formats-hover-${theme}`);
      await editor.hideHover();
    }
    await workbench.runCommand('Problems: Focus on Problems View');
    const problems = editor.problems();
    await problems.filter({ hasText: 'tcp_tw_recycle' }).first().waitFor();
    await workbench.screenshot('formats-problems');
    await workbench.runCommand('View: Toggle Panel Visibility');
    await editor.putCursorOn('net.core.somaxconn');
    const rows = page.locator('.suggest-widget.visible .monaco-list-row');
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await actUntil(
        'the completions',
        () => page.keyboard.press('Control+Space'),
        () => rows.filter({ hasText: 'net.core.somaxconn' }).first().isVisible(),
      );
      await workbench.screenshot(`formats-completion-${theme}`);
      await page.keyboard.press('Escape');
    }
    await editor.putCursorOn('"2"');
    await actUntil(
      'the value, of those that begin as what is there',
      () => page.keyboard.press('Control+Space'),
      () => rows.filter({ hasText: /^\s*2/ }).first().isVisible(),
    );
    await workbench.screenshot('formats-completion-value');
  });
});
