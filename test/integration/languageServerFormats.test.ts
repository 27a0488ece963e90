import assert from 'node:assert/strict';
import type {
  CodeAction,
  CompletionItem,
  DocumentSymbol,
  Hover,
  MarkupContent,
} from 'vscode-languageserver/node';
import { Editor } from '../support/editor.ts';

interface Sample {
  readonly uri: string;
  readonly language: string;
  readonly text: string;
  readonly rule: string;
  readonly fix: string;
  readonly after: string;
}

const deployment = `apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      securityContext:
        sysctls:
        # why
        - name: vm.max_map_count
          value: "262144"
        - name: net.ipv4.tcp_syncookies
          value: "1" # on
`;
const compose = `services:
  a:
    sysctls:
      - net.ipv4.tcp_syncookies = 1 # on
`;
const playbook = `- hosts: all
  tasks:
    - name: recycle
      ansible.posix.sysctl:
        name: net.ipv4.tcp_tw_recycle
        value: 1
    - name: other
      command: ls
`;
const dockerfile = 'FROM debian\nRUN sysctl -w net.ipv4.tcp_syncookies=1\nUSER a\n';

const samples: readonly Sample[] = [
  {
    uri: 'file:///w/deployment.yaml',
    language: 'yaml',
    text: deployment,
    rule: 'sysctl-not-namespaced',
    fix: 'Remove the parameter',
    after: deployment.replace('        - name: vm.max_map_count\n          value: "262144"\n', ''),
  },
  {
    uri: 'file:///w/compose.yaml',
    language: 'dockercompose',
    text: compose,
    rule: 'blank-around-equals',
    fix: 'Remove the spaces',
    after: compose.replace(' = 1', '=1'),
  },
  {
    uri: 'file:///w/site.yml',
    language: 'ansible',
    text: playbook,
    rule: 'tw-recycle-removed',
    fix: 'Remove tcp_tw_recycle',
    after: playbook.replace(/ {4}- name: recycle[\s\S]*?value: 1\n/, ''),
  },
  {
    uri: 'file:///w/Dockerfile',
    language: 'dockerfile',
    text: dockerfile,
    rule: 'sysctl-in-image-build',
    fix: 'Remove the command',
    after: 'FROM debian\nUSER a\n',
  },
  {
    uri: 'untitled:Untitled-1',
    language: 'shellscript',
    text: '#!/bin/sh\nsysctl -w net.ipv4.tcp_fin_timeout=0x3c # why\n',
    rule: 'octal-or-hex-value',
    fix: 'Write 60',
    after: '#!/bin/sh\nsysctl -w net.ipv4.tcp_fin_timeout=60 # why\n',
  },
  ...(
    [
      [
        'terraform',
        'main.tf',
        'resource "docker_container" "a" {\n  sysctls = {\n    "net.ipv4.tcp_fin_timeout" = "0x3c" # why\n  }\n}\n',
      ],
      [
        'helm',
        'chart/templates/pod.yaml',
        'apiVersion: v1\nkind: Pod\nspec:\n  {{- if .Values.tune }}\n  securityContext:\n    sysctls:\n    - name: net.ipv4.tcp_fin_timeout\n      value: "0x3c" # why\n  {{- end }}\n',
      ],
      [
        'yaml',
        'tuned.yaml',
        'apiVersion: tuned.openshift.io/v1\nkind: Tuned\nspec:\n  profile:\n  - name: a\n    data: |\n      [sysctl]\n      # why\n      net.ipv4.tcp_fin_timeout=0x3c\n',
      ],
      [
        'json',
        'task.json',
        '{"containerDefinitions":[{"name":"a","systemControls":[{"namespace":"net.ipv4.tcp_fin_timeout","value":"0x3c"}]}]}',
      ],
      [
        'json',
        '10-a.conflist',
        '{"plugins":[{"type":"tuning","sysctl":{"net.ipv4.tcp_fin_timeout":"0x3c"}}]}',
      ],
      [
        'json',
        'a.ign',
        '{"ignition":{"version":"3.4.0"},"storage":{"files":[{"path":"/etc/sysctl.d/a.conf","contents":{"source":"data:,net.ipv4.tcp_fin_timeout%3D0x3c%0A"}}]}}',
      ],
      ['ini', 'lxc/a/config', 'lxc.uts.name = a\n# why\nlxc.sysctl.net.ipv4.tcp_fin_timeout = 0x3c\n'],
    ] as const
  ).map(([language, path, text]) => ({
    uri: `file:///w/${path}`,
    language,
    text,
    rule: 'octal-or-hex-value',
    fix: 'Write 60',
    after: text.replace('0x3c', '60'),
  })),
];

describe('the built server as a language server for other formats', function () {
  this.timeout(60_000);
  let editor: Editor;

  beforeEach(async () => {
    editor = await Editor.start();
  });
  afterEach(() => editor[Symbol.asyncDispose]());

  for (const { uri, language, text, rule, fix, after } of samples) {
    it(`finds and fixes a problem in ${language} (${uri.slice(uri.lastIndexOf('/') + 1)})`, async () => {
      const diagnostics = await editor.open(uri, text, language);
      const problem = diagnostics.find(({ code }) => code === rule);
      assert.ok(problem, JSON.stringify(diagnostics));
      assert.match(problem.codeDescription?.href ?? '', /guide/);
      const actions = await editor.actions(uri, problem.range);
      const action = actions.find(({ title }) => title === fix);
      assert.ok(action, actions.map(({ title }) => title).join());
      const left = await editor.applyAction(uri, action);
      assert.equal(editor.text(uri), after);
      assert.ok(!left.some(({ code }) => code === rule));
    });
  }

  it('explains keys with the running value where the scope is this host, and completes values', async () => {
    const uri = 'file:///w/tune.sh';
    await editor.open(uri, '#!/bin/sh\nsysctl -w net.ipv4.tcp_tw_reuse=2\n', 'shellscript');
    const position = editor.find(uri, 'tw_reuse');
    const hover = await editor.ask<Hover>('textDocument/hover', uri, { position });
    assert.match((hover.contents as MarkupContent).value, /On this host: `\d`/);
    const items = await editor.ask<CompletionItem[]>('textDocument/completion', uri, {
      position: editor.find(uri, '2\n'),
    });
    assert.deepEqual(
      items.map(({ label }) => label),
      ['0', '1', '2'],
    );
    const manifest = 'file:///w/pod.yaml';
    await editor.open(manifest, deployment, 'yaml');
    const inPod = await editor.ask<Hover>('textDocument/hover', manifest, {
      position: editor.find(manifest, 'tcp_syncookies'),
    });
    assert.doesNotMatch((inPod.contents as MarkupContent).value, /On this host/);
  });

  it('fixes all that is safe, and disables a rule in a comment of the format', async () => {
    const uri = 'file:///w/compose.yaml';
    await editor.open(uri, compose, 'yaml');
    const [all] = await editor.actions(uri, editor.whole(uri), ['source.fixAll']);
    assert.ok(all);
    await editor.applyAction(uri, all);
    assert.equal(editor.text(uri), compose.replace(' = 1', '=1'));
    const pod = 'file:///w/pod.yaml';
    const [problem] = await editor.open(pod, deployment, 'yaml');
    assert.ok(problem);
    const disable = (await editor.actions(pod, problem.range)).find(({ title }: CodeAction) =>
      title.startsWith('Disable'),
    );
    assert.ok(disable);
    await editor.applyAction(pod, disable);
    assert.match(
      editor.text(pod),
      /^ +# socket-diagnostics-disable-line [\w-]+\n +- name: vm\.max_map_count$/m,
    );
  });

  it('leaves other files and the features of other extensions alone', async () => {
    const uri = 'file:///w/pod.yaml';
    await editor.open(uri, deployment, 'yaml');
    assert.deepEqual(await editor.ask<DocumentSymbol[]>('textDocument/documentSymbol', uri), []);
    assert.deepEqual(await editor.ask('textDocument/foldingRange', uri), []);
    assert.deepEqual(
      await editor.ask('textDocument/formatting', uri, { options: { tabSize: 2, insertSpaces: true } }),
      [],
    );
  });
});
