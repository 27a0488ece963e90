import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LintJson } from '../../src/cli/lint/lintJson.ts';
import { cliPath } from '../support/cli.ts';
import { nodePath } from '../support/paths.ts';

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly invocations: readonly object[];
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
    }[];
  }[];
}

describe('the built command line: lint', function () {
  this.timeout(20_000);
  let root: string;

  before(() => {
    root = mkdtempSync(join(tmpdir(), 'lint-'));
    for (const directory of ['etc/sysctl.d', 'usr/lib/sysctl.d', 'other'])
      mkdirSync(join(root, directory), { recursive: true });
    const write = (path: string, text: string) => writeFileSync(join(root, path), text);
    write('etc/sysctl.conf', 'net.ipv4.tcp_tw_recycle = 1\n');
    symlinkSync('../sysctl.conf', join(root, 'etc/sysctl.d/99-sysctl.conf'));
    write('etc/sysctl.d/50-a.conf', 'net.ipv4.tcp_timestamps = 0\n');
    write('usr/lib/sysctl.d/10-b.conf', '# nothing wrong\nvm.swappiness = 10\n');
    write('other/good.conf', 'vm.swappiness = 10\n');
    write('other/notes.txt', 'nonsense');
    write('other/warn.conf', 'net.ipv4.tcp_timestamps = 0 \u001b[31m\n');
  });
  after(() => rmSync(root, { recursive: true }));

  it('prints no line of a file outside of a repository that a link in it leads to', () => {
    const repository = join(root, 'repository');
    mkdirSync(join(repository, 'sysctl.d'), { recursive: true });
    mkdirSync(join(repository, 'etc/sysctl.d'), { recursive: true });
    mkdirSync(join(root, 'secrets'));
    writeFileSync(join(root, 'secrets/token.conf'), 'SECRET_TOKEN = 12345\n');
    symlinkSync('../../secrets/token.conf', join(repository, 'sysctl.d/a.conf'));
    symlinkSync('../../../secrets/token.conf', join(repository, 'etc/sysctl.d/a.conf'));
    symlinkSync('../secrets', join(repository, 'linked'));
    writeFileSync(join(repository, 'sysctl.d/b.conf'), 'vm.swappiness = 10\n');
    const given = [
      '',
      'sysctl.d',
      'sysctl.d/a.conf',
      'sysctl.d/b.conf',
      'etc/sysctl.d/a.conf',
      'linked/token.conf',
    ];
    for (const path of given) {
      const { stdout, stderr } = run([join(repository, path)]);
      assert.doesNotMatch(stdout + stderr, /SECRET|12345/, path);
    }
    const { status, stderr } = run([join(repository, 'sysctl.d/a.conf')]);
    assert.equal(status, 3);
    rmSync(repository, { recursive: true });
    assert.match(stderr, /It is a link to .*secrets\/token\.conf\. To read that file, name it\./);
  });

  it('waits for nothing, and reads nothing that is too large', () => {
    spawnSync('mkfifo', [join(root, 'other/fifo.conf')]);
    spawnSync('truncate', ['--size', '1G', join(root, 'other/large.conf')]);
    for (const [path, message] of [
      [join(root, 'other/fifo.conf'), /It is not a file/],
      [join(root, 'other/large.conf'), /It is larger than 20 MB/],
      ['/proc/kmsg', /It is not a file|not permitted|EPERM|EACCES/],
    ] as const) {
      const { status, stderr } = run([path]);
      assert.equal(status, 3);
      assert.match(stderr, message);
      if (path.startsWith(root)) rmSync(path);
    }
  });

  function run(args: readonly string[], input = '') {
    const { status, stdout, stderr } = spawnSync(nodePath, [cliPath, 'lint', ...args], {
      encoding: 'utf8',
      input,
    });
    return { status, stdout, stderr };
  }

  it('reads a file in Latin-1 up to and after what is no UTF-8', () => {
    const path = join(root, 'latin1.conf');
    const text =
      '# gr\u00fc\u00dfe \u00a7\nnet.ipv4.tcp_tw_recycle = 1\nnet.ipv4.\u00fc = 1\nnet.ipv4.tcp_timestamps = 0\n';
    writeFileSync(path, Buffer.from(text, 'latin1'));
    const { status, stdout, stderr } = run([path]);
    assert.deepEqual([status, stderr], [2, '']);
    assert.match(stdout, /latin1\.conf:2:1: error: .*\[tw-recycle-removed\]/);
    assert.match(stdout, /latin1\.conf:3:\d+: /);
    assert.match(stdout, /latin1\.conf:4:\d+: warning: .*\[timestamps-off\]/);
  });

  it('takes a root for its files in the order in which they are read', () => {
    const { status, stdout } = run([root, '--json', '--target-kernel', '6.18']);
    const { files, findings, schema, version } = JSON.parse(stdout) as LintJson;
    assert.deepEqual([schema, version, status], ['socket-diagnostics/lint', 1, 2]);
    assert.deepEqual(
      files,
      ['usr/lib/sysctl.d/10-b.conf', 'etc/sysctl.d/50-a.conf', 'etc/sysctl.conf'].map((path) =>
        join(root, path),
      ),
    );
    const recycle = findings.find(({ rule }) => rule === 'tw-recycle-removed');
    assert.ok(recycle);
    const { message, ...rest } = recycle;
    assert.match(message, /removed in Linux 4\.12/);
    assert.deepEqual(rest, {
      file: join(root, 'etc/sysctl.conf'),
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 28,
      rule: 'tw-recycle-removed',
      severity: 'error',
      section: 'tcp-tw-recycle',
    });
  });

  it('takes a folder of the name for the drop-in directory that it will become', () => {
    mkdirSync(join(root, 'repo/sysctl.d'), { recursive: true });
    writeFileSync(join(root, 'repo/sysctl.d/10-a.conf'), 'vm.swappiness = 10\n');
    writeFileSync(join(root, 'repo/sysctl.d/20-b.conf'), 'vm.swappiness = 20\n');
    const { findings } = JSON.parse(run([join(root, 'repo/sysctl.d'), '--json']).stdout) as LintJson;
    assert.deepEqual(
      findings.map(({ file, rule }) => [file, rule]),
      [[join(root, 'repo/sysctl.d/10-a.conf'), 'overridden-by-other-file']],
    );
  });

  it('takes any other directory for its *.conf', () => {
    const { stdout } = run([join(root, 'other'), '--format', 'json']);
    assert.deepEqual(
      (JSON.parse(stdout) as LintJson).files,
      ['good.conf', 'warn.conf'].map((name) => join(root, 'other', name)),
    );
  });

  it('says of a file in UTF-16 that it could not be read', () => {
    const folder = join(root, 'deploy');
    const file = join(folder, 'sysctl.d', 'utf16.conf');
    mkdirSync(join(folder, 'sysctl.d'), { recursive: true });
    writeFileSync(file, Buffer.from('\ufeffnet.ipv4.tcp_tw_recycle = 1\n', 'utf16le'));
    for (const path of [file, folder]) {
      const { status, stdout, stderr } = run([path]);
      assert.deepEqual([status, stdout], [3, '0 findings in 0 files.\n']);
      assert.match(stderr, /utf16\.conf: It is a text in UTF-16, .* Save it as UTF-8\./);
    }
    rmSync(folder, { recursive: true });
  });

  it('says of a file that is named and in no known format that it was not checked, in each format', () => {
    const [mentioning, other] = [join(root, 'tune.py'), join(root, 'package.json')];
    writeFileSync(mentioning, 'os.system("sysctl -w net.ipv4.tcp_tw_recycle=1")\n');
    writeFileSync(other, '{}\n');
    const warn = join(root, 'other/warn.conf');
    const why = {
      mentioning:
        'It was not checked: it mentions kernel parameters, but is in no format that is known to set them.',
      other: 'It was not checked: it mentions no kernel parameter and declares no port, as far as is known.',
    };
    const text = run([mentioning, other]);
    assert.deepEqual([text.status, text.stdout], [0, '0 findings in 0 files. 2 files not checked.\n']);
    const [first, second, last] = text.stderr.split('\n');
    assert.deepEqual([first, second], [`${mentioning}: ${why.mentioning}`, `${other}: ${why.other}`]);
    assert.match(last ?? '', /^Formats: sysctl\.conf, .*\bkubernetes, .*\bshell\.$/);
    // The status is that of the others.
    const json = run([other, warn, '--json']);
    const { files, notChecked, unreadable } = JSON.parse(json.stdout) as LintJson;
    assert.deepEqual([json.status, files, unreadable], [1, [warn], []]);
    assert.deepEqual(notChecked, [{ file: other, message: why.other }]);
    const log = JSON.parse(run([other, '--format', 'sarif']).stdout) as Sarif;
    assert.deepEqual(log.runs[0]?.invocations, [
      {
        executionSuccessful: true,
        toolExecutionNotifications: [{ level: 'note', message: { text: `${other}: ${why.other}` } }],
      },
    ]);
    // In a folder, such files are the usual case.
    const folder = run([root, '--json']);
    assert.deepEqual((JSON.parse(folder.stdout) as LintJson).notChecked, []);
    assert.doesNotMatch(folder.stderr, /not checked/);
    for (const path of [mentioning, other]) rmSync(path);
  });

  it('says by its exit status how bad it is', () => {
    assert.equal(run([join(root, 'other/good.conf')]).status, 0);
    assert.equal(run([join(root, 'other/warn.conf')]).status, 1);
    assert.equal(run(['-'], 'net.ipv4.tcp_timestamps = 0\n').status, 1);
    assert.equal(run(['-', '--profile', 'hardening'], 'net.ipv4.tcp_timestamps = 0\n').status, 0);
    assert.equal(run(['-', '--rule', 'timestamps-off=error'], 'net.ipv4.tcp_timestamps = 0\n').status, 2);
    assert.equal(run([join(root, 'missing.conf')]).status, 3);
    assert.equal(run([]).status, 3);
    assert.equal(run(['--help']).status, 0);
  });

  it('prints a line for each finding that a compiler could have printed, and nothing that steers a terminal', () => {
    const { stdout } = run(['-', join(root, 'other/warn.conf')], 'net.ipv4.tcp_timestamps = 0\u001b[31m\n');
    assert.match(stdout, /^\(standard input\):1:\d+: error: .* \[not-an-integer\]$/m);
    assert.ok(!stdout.includes('\u001b'));
  });

  it('speaks SARIF with every rule described', () => {
    const { stdout } = run(['-', '--format', 'sarif'], 'net.ipv4.tcp_tw_recycle = 1\n');
    const { version, runs } = JSON.parse(stdout) as Sarif;
    assert.equal(version, '2.1.0');
    const [result] = runs[0]?.results ?? [];
    assert.deepEqual([result?.ruleId, result?.level], ['tw-recycle-removed', 'error']);
    assert.equal(runs[0]?.tool.driver.rules[result?.ruleIndex ?? -1]?.id, 'tw-recycle-removed');
  });

  it('fails from the severity on that is asked for', () => {
    const status = (failOn: string, file: string) => run([join(root, file), '--fail-on', failOn]).status;
    assert.deepEqual(
      ['error', 'warning', 'hint', 'never'].map((failOn) => status(failOn, 'other/warn.conf')),
      [0, 1, 1, 0],
    );
    assert.deepEqual(
      ['error', 'warning', 'never'].map((failOn) => status(failOn, 'etc/sysctl.conf')),
      [2, 2, 0],
    );
    assert.equal(status('never', 'missing.conf'), 3);
  });

  it('judges for the kernel that is asked for', () => {
    const rules = (kernel: string) =>
      (
        JSON.parse(
          run(['-', '--json', '--target-kernel', kernel], 'net.ipv4.tcp_tw_reuse = 2\n').stdout,
        ) as LintJson
      ).findings.map(({ rule }) => rule);
    assert.deepEqual(rules('4.4'), ['tw-reuse-two-means-on']);
    assert.deepEqual(rules('unknown'), ['tw-reuse-loopback-only']);
  });
});
