import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LintJson } from '../../src/cli/lint/lintJson.ts';
import { cliPath } from '../support/cli.ts';
import { corpusIndex, corpusMissing } from '../support/corpus.ts';
import { nodePath, repository } from '../support/paths.ts';
import { skipWhere } from '../support/skipWhere.ts';

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: Readonly<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>>;
    };
  }[];
}

interface SarifRun {
  readonly tool: {
    readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] };
  };
  readonly results: readonly SarifResult[];
}

/** The command line on files as they are found in the wild. */
describe('the built command line: lint on real files', function () {
  this.timeout(60_000);
  if (corpusMissing !== null) {
    it('reads them', function () {
      skipWhere(this, corpusMissing);
    });
    return;
  }
  const files = corpusIndex('sysctl/INDEX.tsv')
    .filter(({ split }) => split === 'dev')
    .map(({ file = '' }) => join(repository, '../shared/corpus/sysctl', file));

  function run(args: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(nodePath, [cliPath, 'lint', ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    return { status, stdout, stderr };
  }

  it('gives every finding a place in the file, and an exit status by the worst', () => {
    const { status, stdout, stderr } = run([...files, '--json', '--target-kernel', 'unknown']);
    assert.deepEqual([status, stderr], [2, '']);
    const report = JSON.parse(stdout) as LintJson;
    assert.deepEqual([report.files, report.unreadable], [files, []]);
    const lines = new Map(files.map((file) => [file, readFileSync(file, 'utf8').split('\n')]));
    for (const finding of report.findings) {
      const { file, line, column, endLine, endColumn } = finding;
      const text = lines.get(file)?.[line - 1];
      const what = JSON.stringify(finding);
      assert.ok(text !== undefined && endLine === line, what);
      assert.ok(column >= 1 && column <= endColumn && endColumn <= text.length + 1, what);
      assert.ok(finding.message !== '' && finding.section !== '', what);
    }
  });

  it('ends with the status of each file alone', () => {
    for (const file of files.slice(0, 12)) {
      const { status, stdout } = run([file, '--json', '--target-kernel', '6.18']);
      const found = new Set((JSON.parse(stdout) as LintJson).findings.map(({ severity }) => severity));
      assert.equal(status, found.has('error') ? 2 : found.has('warning') ? 1 : 0, file);
    }
  });

  it('speaks SARIF 2.1.0 as its schema has it', () => {
    const { stdout } = run([...files, '--format', 'sarif']);
    const log = JSON.parse(stdout) as { $schema: string; version: string; runs: readonly SarifRun[] };
    assert.equal(log.version, '2.1.0');
    const [only, ...others] = log.runs;
    assert.ok(only !== undefined && others.length === 0);
    const ids = only.tool.driver.rules.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(only.results.length > files.length);
    for (const { ruleId, ruleIndex, level, message, locations } of only.results) {
      assert.equal(ids[ruleIndex], ruleId);
      assert.ok(['error', 'warning', 'note', 'none'].includes(level));
      assert.ok(message.text !== '');
      const [place] = locations;
      assert.ok(place);
      // A URI reference (RFC 3986) has neither blanks nor characters beyond ASCII.
      assert.match(place.physicalLocation.artifactLocation.uri, /^[!-~]+$/);
      for (const number of Object.values(place.physicalLocation.region)) {
        assert.ok(Number.isInteger(number) && number >= 1);
      }
    }
  });
});
