import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LintJson } from '../../src/cli/lint/lintJson.ts';
import type { ParameterInventory } from '../../src/core/formats/parameterInventory.ts';
import type { InventoryEntry } from '../../src/core/model/inventoryEntry.ts';
import { cliPath } from '../support/cli.ts';
import { corpusIndex, corpusMissing, corpusPath } from '../support/corpus.ts';
import { skipWhere } from '../support/skipWhere.ts';
import { nodePath } from '../support/paths.ts';

function parameters(args: readonly string[], cwd?: string) {
  const { status, stdout, stderr } = spawnSync(nodePath, [cliPath, 'parameters', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...(cwd !== undefined && { cwd }),
  });
  return { status, stdout, stderr };
}

describe('the built command line: parameters', function () {
  this.timeout(60_000);
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-parameters-'));
    await mkdir(join(folder, 'deploy'));
    await mkdir(join(folder, 'node_modules'));
    // What a build leaves there is applied like everything else.
    await writeFile(join(folder, '.gitignore'), 'deploy/\n*.sh\n');
    const pod =
      'apiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n    sysctls:\n    - name: net.core.somaxconn\n      value: "1"\n';
    await writeFile(join(folder, 'deploy/pod.yaml'), pod);
    await writeFile(join(folder, 'node_modules/pod.yaml'), pod);
    await writeFile(join(folder, '90-a.conf'), 'vm.swappiness = 1\n');
    await mkdir(join(folder, 'sysctl.d'));
    await writeFile(join(folder, 'sysctl.d/90-a.conf'), 'vm.swappiness = 1\n');
    await writeFile(join(folder, 'latin.sh'), Buffer.from('# \xe9\nsysctl -w vm.swappiness=2\n', 'latin1'));
    await writeFile(join(folder, 'binary.sh'), Buffer.from('\0sysctl -w vm.swappiness=2\n'));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('says that there is nothing where nothing is set', () => {
    const { status, stdout, stderr } = parameters(['.', '--exclude', '**'], folder);
    assert.deepEqual([status, stdout, stderr], [0, 'No kernel parameters are set in these files.\n', '']);
  });

  it('lists what a folder sets as data', () => {
    const { status, stdout } = parameters(['.', '--json'], folder);
    const { schema, version, assignments, unreadable } = JSON.parse(stdout) as ParameterInventory;
    assert.deepEqual([status, schema, version, unreadable], [0, 'socket-diagnostics/parameters', 1, []]);
    assert.deepEqual(assignments, [
      {
        file: 'deploy/pod.yaml',
        line: 6,
        column: 13,
        key: 'net.core.somaxconn',
        value: '1',
        scope: 'pod',
        when: 'start',
        format: 'kubernetes',
        isTemplate: false,
      },
      {
        file: 'latin.sh',
        line: 2,
        column: 11,
        key: 'vm.swappiness',
        value: '2',
        scope: 'host',
        when: 'now',
        format: 'shell',
        isTemplate: false,
      },
      {
        file: 'sysctl.d/90-a.conf',
        line: 1,
        column: 1,
        key: 'vm.swappiness',
        value: '1',
        scope: 'host',
        when: 'boot',
        format: 'sysctl.conf',
        isTemplate: false,
      },
    ]);
  });

  it('takes and leaves files by globs, and prints a table', () => {
    assert.equal(parameters(['.', '--include', '*.yaml'], folder).stdout.trim().split('\n').length, 2);
    assert.equal(
      parameters(['.', '--exclude', 'deploy/**', '--exclude', '*.sh'], folder).stdout.trim().split('\n')
        .length,
      2,
    );
    assert.match(
      parameters(['deploy'], folder).stdout,
      /^deploy\/pod\.yaml:6 +net\.core\.somaxconn +1 +pod +start +kubernetes$/m,
    );
  });

  it('says what it cannot read, and what it does not understand', () => {
    const missing = parameters(['missing.yaml', '--json'], folder);
    assert.equal(missing.status, 3);
    assert.deepEqual(
      (JSON.parse(missing.stdout) as ParameterInventory).unreadable.map(({ file }) => file),
      ['missing.yaml'],
    );
    assert.match(missing.stderr, /missing\.yaml: ENOENT/);
    const binary = parameters(['binary.sh'], folder);
    assert.deepEqual(
      [binary.status, binary.stderr],
      [3, 'binary.sh: It is a binary file, so it was not read.\n'],
    );
    assert.equal(parameters(['--format', 'xml', '.'], folder).status, 3);
    assert.equal(parameters([]).status, 3);
    assert.equal(parameters(['--help']).status, 0);
  });
});

describe('the built command line: what is too large to be read', function () {
  this.timeout(60_000);
  const megabyte = `${'x'.repeat(999)}\n`.repeat(1000);
  const pod =
    'apiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n    sysctls:\n    - name: net.ipv4.tcp_tw_recycle\n      value: "1"\n';
  let folder = '';
  const tooLarge = 'This file has more than 20,000 lines or 2 MB, so it is not checked.';
  const said = [
    ['large.yaml', tooLarge],
    ['lines.sh', tooLarge],
    ['long.sh', 'It is larger than 20 MB.'],
  ];
  const stderr = said.map((parts) => `${parts.join(': ')}\n`).join('');
  const run = (...args: readonly string[]) =>
    spawnSync(nodePath, [cliPath, ...args], { encoding: 'utf8', cwd: folder });
  const pairs = (unreadable: ParameterInventory['unreadable']) =>
    unreadable.map(({ file, message }) => [file, message]);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-large-'));
    const large = `${pod}data:\n${`  k: ${'x'.repeat(1000)}\n`.repeat(2100)}`;
    await writeFile(join(folder, 'large.yaml'), `${pod}---\n${large}---\n${pod}`);
    await writeFile(join(folder, 'lines.sh'), `sysctl -w vm.swappiness=1\n${'\n'.repeat(20_000)}`);
    await writeFile(join(folder, 'pod.yaml'), `${pod}---\n${pod}`);
    await writeFile(join(folder, 'long.sh'), `${megabyte.repeat(20)}sysctl -w vm.swappiness=1\n`);
    // Neither sets parameters: one says nothing about them, the other is no text.
    await writeFile(join(folder, 'long.csv'), megabyte.repeat(21));
    await writeFile(join(folder, 'long.bin'), `\0${megabyte.repeat(20)}sysctl -w vm.swappiness=1\n`);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('is named by the inventory, which lists the rest', () => {
    const asJson = run('parameters', '.', '--json');
    const { assignments, unreadable } = JSON.parse(asJson.stdout) as ParameterInventory;
    assert.deepEqual(pairs(unreadable), said);
    assert.deepEqual([asJson.status, asJson.stderr, assignments.length], [3, stderr, 2]);
    const asText = run('parameters', '.');
    assert.deepEqual([asText.status, asText.stderr], [3, stderr]);
  });

  it('is named by lint, which checks the rest', () => {
    const asJson = run('lint', '.', '--json');
    const { findings, unreadable } = JSON.parse(asJson.stdout) as LintJson;
    assert.deepEqual(pairs(unreadable), said);
    assert.deepEqual([asJson.status, asJson.stderr], [3, stderr]);
    assert.equal(findings.filter(({ rule }) => rule === 'tw-recycle-removed').length, 2);
    assert.match(run('lint', '.', '--format', 'sarif').stdout, /more than 20,000 lines/);
  });
});

describe('the built command line: lint of a repository', function () {
  this.timeout(20_000);
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-lint-'));
    await writeFile(
      join(folder, 'compose.yaml'),
      'services:\n  a:\n    sysctls:\n      - vm.swappiness=1\n      - net.ipv4.tcp_syncookies=1\n',
    );
    await writeFile(join(folder, 'tune.sh'), '#!/bin/sh\nsysctl -w net.ipv4.tcp_tw_recycle=1\n');
    await writeFile(join(folder, 'haproxy.conf'), 'global\n  maxconn 100\n');
  });

  after(() => rm(folder, { recursive: true, force: true }));

  const lint = (args: readonly string[]) => {
    const { status, stdout } = spawnSync(nodePath, [cliPath, 'lint', ...args], {
      encoding: 'utf8',
      cwd: folder,
    });
    return { status, stdout };
  };

  it('checks files of every format, and leaves those alone that set nothing', () => {
    const { status, stdout } = lint(['.', '--json']);
    const { files, findings } = JSON.parse(stdout) as LintJson;
    assert.deepEqual([status, files], [2, ['compose.yaml', 'tune.sh']]);
    assert.deepEqual(
      findings
        .filter(({ severity }) => severity === 'error')
        .map(({ file, line, rule }) => [file, line, rule]),
      [
        ['compose.yaml', 4, 'sysctl-not-namespaced'],
        ['tune.sh', 2, 'tw-recycle-removed'],
      ],
    );
  });

  it('takes and leaves files by globs, and speaks SARIF', () => {
    assert.deepEqual((JSON.parse(lint(['.', '--json', '--include', '*.sh']).stdout) as LintJson).files, [
      'tune.sh',
    ]);
    assert.match(
      lint(['.', '--format', 'sarif', '--exclude', '*.sh']).stdout,
      /"ruleId": "sysctl-not-namespaced"/,
    );
    assert.equal(lint(['.', '--kubernetes', 'new']).status, 3);
  });
});

/** Shares of the labelled assignments that are found, and of the found ones that are labelled. */
const least = 0.99;

describe('the parameters of real files', function () {
  this.timeout(60_000);
  if (corpusMissing !== null) {
    it('are those that people labelled', function () {
      skipWhere(this, corpusMissing);
    });
    return;
  }
  const files = corpusIndex('elsewhere/INDEX.tsv').filter(({ split }) => split === 'dev');
  const labels = corpusIndex('elsewhere/LABELS.tsv');
  const root = corpusPath('elsewhere/files');
  let found: readonly InventoryEntry[] = [];

  before(() => {
    const { stdout } = parameters(['.', '--json'], root);
    found = (JSON.parse(stdout) as ParameterInventory).assignments;
  });

  for (const format of new Set(files.map((file) => file['format'] ?? ''))) {
    it(`are those that people labelled: ${format}`, () => {
      const own = new Set(files.filter((file) => file['format'] === format).map(({ file }) => file ?? ''));
      const name = (...parts: readonly unknown[]): string => parts.join('\t');
      const rows = labels.filter(({ file = '' }) => own.has(file));
      const nameOf = ({ file, line, key, value, scope }: (typeof rows)[number]): string =>
        name(file, line, key, value, scope);
      const optional = new Set(rows.filter(({ label }) => label?.includes('optional')).map(nameOf));
      const wanted = new Set(rows.map(nameOf).filter((row) => !optional.has(row)));
      const got = new Set(
        found
          .filter(({ file }) => own.has(file))
          .map(({ file, line, key, value, scope }) => name(file, line, key, value, scope))
          .filter((row) => !optional.has(row)),
      );
      const missed = [...wanted].filter((row) => !got.has(row));
      const wrong = [...got].filter((row) => !wanted.has(row));
      const recall = wanted.size === 0 ? 1 : 1 - missed.length / wanted.size;
      const precision = got.size === 0 ? 1 : 1 - wrong.length / got.size;
      console.log(
        `      ${wanted.size} labelled: recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}`,
      );
      assert.ok(recall >= least && precision >= least, JSON.stringify({ missed, wrong }, undefined, 2));
    });
  }
});

/** The rules that answer to a label of the corpus, on the line of the label. */
const rulesOf: Readonly<Record<string, RegExp>> = {
  'tw-recycle-on': /^tw-recycle-removed$/,
  'removed-key': /^(?:removed-key|tw-recycle-removed)$/,
  'tw-reuse-1': /^tw-reuse-/,
  'tw-reuse-off': /^tw-reuse-off$/,
  'fin-timeout-myth': /^fin-timeout-not-time-wait$/,
  'max-tw-buckets-low': /^tw-buckets-below-/,
  'timestamps-off': /^timestamps-off$/,
  'port-range-bad': /^port-range-(?:below-unprivileged|inverted)$|^value-out-of-range$/,
  'port-range-wide': /^port-range-includes-services$/,
  'unsafe-sysctl': /^unsafe-sysctl$/,
  'no-effect-in-build': /^sysctl-(?:in-image-build|file-in-image)$/,
  'unknown-key': /^unknown-key$/,
  'not-namespaced': /^(?:sysctl-not-namespaced|not-in-container|init-container-changes-node)$/,
  duplicate: /^(?:duplicate-key|overridden-line|duplicate-across-forms)$/,
  'read-only-key': /^read-only-key$/,
  'value-out-of-range': /value-out-of-range$/,
  'value-empty': /^(?:empty-value|echo-digit-redirect)$/,
  'wrong-level': /^sysctls-below-container$/,
  'net-with-host-network': /^net-sysctl-with-host-network$/,
  'only-raises': /^tuned-only-raises$/,
};

describe('lint of real files in other formats', function () {
  this.timeout(60_000);
  if (corpusMissing !== null) {
    it('finds every trouble that people labelled', function () {
      skipWhere(this, corpusMissing);
    });
    return;
  }
  const labels = corpusIndex('elsewhere/LABELS.tsv').filter(
    ({ label = '' }) => !['', 'template', 'optional'].includes(label),
  );
  let findings: LintJson['findings'] = [];

  before(() => {
    const args = ['.', '--json', '--kubernetes', '1.32'];
    const { stdout } = spawnSync(nodePath, [cliPath, 'lint', ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      cwd: corpusPath('elsewhere/files'),
    });
    ({ findings } = JSON.parse(stdout) as LintJson);
  });

  it('finds every trouble that people labelled', () => {
    const missed = labels.filter(({ file, line, label = '' }) => {
      const rule = rulesOf[label];
      return !findings.some(
        (finding) =>
          finding.file === file && finding.line === Number(line) && rule?.test(finding.rule) === true,
      );
    });
    console.log(`      ${labels.length - missed.length} of ${labels.length} labelled troubles`);
    assert.deepEqual(missed, []);
  });

  it('finds no error in a file without a label', () => {
    const labelled = new Set(labels.map(({ file }) => file));
    assert.deepEqual(
      findings.filter(({ file, severity }) => severity === 'error' && !labelled.has(file)),
      [],
    );
  });
});
