import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { LintJson } from '../../src/cli/lint/lintJson.ts';
import { actionCommands } from '../../src/core/report/findings/findingAction.ts';
import type { Report } from '../../src/core/report/report.ts';
import { cliPath } from '../support/cli.ts';
import { Editor } from '../support/editor.ts';
import { Namespace } from '../support/namespace.ts';
import { nodePath } from '../support/paths.ts';
import { Situation } from '../support/situation.ts';
import { skipWhere } from '../support/skipWhere.ts';

const nginx = (port: number): string => `http {\n  server {\n    listen ${port};\n  }\n}\n`;

describe('ports that files declare, on the command line', function () {
  this.timeout(30_000);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'service-ports-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }

  function lint(): readonly string[] {
    const { stdout, stderr } = spawnSync(nodePath, [cliPath, 'lint', folder, '--json'], { encoding: 'utf8' });
    assert.equal(stderr, '');
    return (JSON.parse(stdout) as LintJson).findings
      .filter(({ rule }) => /^(?:service-port|unsafe-sysctl)/.test(rule))
      .map(
        ({ file, line, severity, rule }) => `${file.slice(folder.length + 1)}:${line} ${severity} ${rule}`,
      );
  }

  it('are compared by lint with what other files of the repository set', () => {
    write({ 'nginx.conf': nginx(8080), 'api.socket': '[Socket]\nListenStream=50051\n' });
    assert.deepEqual(lint(), ['api.socket:2 hint service-port-in-range']);
    write({
      'ansible/tasks/main.yml':
        '- ansible.posix.sysctl:\n    name: net.ipv4.ip_local_port_range\n    value: 1024 40000\n',
    });
    assert.deepEqual(lint(), ['nginx.conf:3 hint service-port-in-range']);
    write({ 'etc/sysctl.d/90-a.conf': 'net.ipv4.ip_local_reserved_ports = 8080\n' });
    assert.deepEqual(lint(), []);
  });

  it('and unsafe parameters with what the kubelets of the repository allow', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n    sysctls:\n    - name: net.core.somaxconn\n      value: "1024"\n';
    write({ 'pod.yaml': pod });
    assert.deepEqual(lint(), ['pod.yaml:6 warning unsafe-sysctl']);
    // A file in no format that is read for parameters.
    write({ 'k3s/config.yaml': 'kubelet-arg:\n- allowed-unsafe-sysctls=net.core.*\n' });
    assert.deepEqual(lint(), ['pod.yaml:6 information unsafe-sysctl']);
  });

  describe('in an editor', () => {
    const creating = { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } };

    async function actionsIn(editor: Editor, uri: string): Promise<readonly CodeAction[]> {
      const [problem] = await editor.open(uri, nginx(50051), 'nginx');
      assert.equal(problem?.code, 'service-port-in-range');
      return editor.actions(uri, problem.range);
    }
    const titles = (actions: readonly CodeAction[]): readonly string[] =>
      actions.map(({ title }) => title).filter((title) => /port/.test(title) && !title.startsWith('Disable'));

    it('have a fix that creates a file which reserves them', async () => {
      write({ 'deploy/nginx.conf': nginx(50051) });
      const uri = pathToFileURL(join(folder, 'deploy/nginx.conf')).href;
      await using editor = await Editor.startIn(folder, creating);
      const actions = await actionsIn(editor, uri);
      assert.deepEqual(titles(actions), [
        'Reserve port 50051 in a new file, sysctl.d/60-service-ports.conf',
        'Use port 21051',
      ]);
      const [create, change, ...others] = actions[0]?.edit?.documentChanges ?? [];
      const made = pathToFileURL(join(folder, 'sysctl.d/60-service-ports.conf')).href;
      assert.deepEqual(create, { kind: 'create', uri: made, options: { ignoreIfExists: true } });
      assert.ok(change !== undefined && 'edits' in change);
      assert.deepEqual([change.textDocument, others], [{ uri: made, version: null }, []]);
      // As the editor does it: the file counts as soon as it is open.
      const text = TextDocument.applyEdits(
        TextDocument.create(made, 'sysctl', 0, ''),
        change.edits as TextEdit[],
      );
      assert.deepEqual(await editor.open(made, text), []);
      assert.deepEqual(await editor.apply(uri, []), []);
      write({ 'sysctl.d/60-service-ports.conf': text });
      assert.deepEqual(lint(), []);
    });

    it('create it only after the client has shown all of it, where the client can', async () => {
      write({ 'deploy/nginx.conf': nginx(50051) });
      const uri = pathToFileURL(join(folder, 'deploy/nginx.conf')).href;
      const { workspaceEdit } = creating;
      const asking = { workspaceEdit: { ...workspaceEdit, changeAnnotationSupport: {} } };
      await using editor = await Editor.startIn(folder, asking);
      const { documentChanges = [], changeAnnotations = {} } = (await actionsIn(editor, uri))[0]?.edit ?? {};
      const parts = documentChanges.flatMap((change): readonly object[] =>
        'edits' in change ? change.edits : [change],
      );
      assert.equal(parts.length, 2);
      for (const part of parts) {
        assert.ok('annotationId' in part, JSON.stringify(part));
        assert.equal(changeAnnotations[String(part.annotationId)]?.needsConfirmation, true);
      }
    });

    it('extend no file that a client cannot create, and are not written outside of the workspace', async () => {
      write({ 'deploy/nginx.conf': nginx(50051), 'elsewhere/nginx.conf': nginx(50051) });
      const inside = pathToFileURL(join(folder, 'deploy/nginx.conf')).href;
      const outside = pathToFileURL(join(folder, 'elsewhere/nginx.conf')).href;
      await using simple = await Editor.startIn(join(folder, 'deploy'));
      assert.deepEqual(titles(await actionsIn(simple, inside)), ['Use port 21051']);
      await using editor = await Editor.startIn(join(folder, 'deploy'), creating);
      assert.deepEqual(titles(await actionsIn(editor, outside)), ['Use port 21051']);
      assert.equal(titles(await actionsIn(editor, inside)).length, 2);
    });

    it('are not written through a link that leads out of the workspace, or over a file', async () => {
      const places = ['inside', 'out', 'link', 'file', 'nowhere'] as const;
      const files = Object.fromEntries(places.map((name) => [`w/${name}/nginx.conf`, nginx(50051)]));
      // A drop-in file beside each makes its folder the place of the new one.
      write({ ...files, 'elsewhere/a.conf': '\n', 'w/inside/real/a.conf': '\n', 'elsewhere/.profile': '' });
      const at = (path: string): string => join(folder, path);
      for (const name of ['link', 'file', 'nowhere']) write({ [`w/${name}/sysctl.d/a.conf`]: '# none\n' });
      symlinkSync(at('elsewhere/.profile'), at('w/link/sysctl.d/60-service-ports.conf'));
      symlinkSync(at('not-there'), at('w/nowhere/sysctl.d/60-service-ports.conf'));
      writeFileSync(at('w/file/sysctl.d/60-service-ports.conf'), '# words\n');
      symlinkSync(at('elsewhere'), at('w/out/sysctl.d'));
      symlinkSync(at('w/inside/real'), at('w/inside/sysctl.d'));
      const offered = async (root: string, path: string): Promise<readonly string[]> => {
        await using editor = await Editor.startIn(at(root), creating);
        return titles(await actionsIn(editor, pathToFileURL(at(path)).href)).filter((title) =>
          title.startsWith('Reserve'),
        );
      };
      const made = 'Reserve port 50051 in a new file, sysctl.d/60-service-ports.conf';
      // A link that stays inside.
      assert.deepEqual(await offered('w/inside', 'w/inside/nginx.conf'), [made]);
      for (const name of ['out', 'link', 'file', 'nowhere'])
        assert.deepEqual(await offered(`w/${name}`, `w/${name}/nginx.conf`), [], name);
    });
  });

  it('have a fix in SARIF that takes another port', () => {
    write({ 'nginx.conf': nginx(50051) });
    const { stdout } = spawnSync(nodePath, [cliPath, 'lint', folder, '--format', 'sarif'], {
      encoding: 'utf8',
    });
    const { runs } = JSON.parse(stdout) as {
      runs: { results: { fixes?: { description: { text: string } }[] }[] }[];
    };
    const fixes = runs.flatMap(({ results }) => results.flatMap((result) => result.fixes ?? []));
    assert.deepEqual(
      fixes.map(({ description }) => description.text),
      ['Use port 21051'],
    );
  });

  describe('on the running host', () => {
    before(function () {
      skipWhere(this, Namespace.unavailable());
    });

    it('are a finding that names the process and its connection if it keeps the service from starting', async () => {
      await using situation = await Situation.make('stolen');
      write({ 'deploy/nginx.conf': nginx(8080) });
      const inspect = async (...args: readonly string[]) => {
        const words = [cliPath, 'inspect', '--json', '--interval', '0', ...args];
        const { stdout, stderr } = await situation.namespace.run(nodePath, words);
        assert.notEqual(stdout, '', stderr);
        return (JSON.parse(stdout) as Report).findings.find(({ rule }) => rule === 'service-port-taken');
      };
      const finding = await inspect('--source', folder);
      assert.match(
        finding?.title ?? '',
        /^sit-client \(process \d+\) connects to 127\.0\.0\.1:8001 from port 8080, on which .*deploy\/nginx\.conf:3 has a service\.$/,
      );
      assert.equal(finding?.severity, 'warning');
      assert.equal(finding.subject.kind, 'process');
      // What it says of the service is so.
      const tried = await situation.beside('bind_tries', { port: 8080, address: '127.0.0.1' });
      assert.deepEqual(tried, { plain: 'EADDRINUSE', reuse: 'EADDRINUSE' });
      assert.equal(await inspect(), undefined);
      const setting = finding.actions.filter(
        (action) => action.kind === 'copyCommand' && action.purpose === 'set',
      );
      const [command] = actionCommands(setting);
      assert.equal(command, 'sysctl -w net.ipv4.ip_local_reserved_ports=8080');
      await situation.namespace.runOk('sh', ['-c', command]);
      const reserved = await situation.namespace.read('/proc/sys/net/ipv4/ip_local_reserved_ports');
      assert.equal(reserved.trim(), '8080');
      const again = await inspect('--source', folder);
      assert.doesNotMatch(again?.remedies.join(' ') ?? '', /ip_local_reserved_ports/);
    });
  });
});
