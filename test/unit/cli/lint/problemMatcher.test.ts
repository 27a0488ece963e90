import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lintText } from '../../../../src/cli/lint/lintText.ts';
import { sysctlConfFormat } from '../../../../src/core/formats/sysctlConf/sysctlConfFormat.ts';
import { diagnose } from '../../../../src/core/language/diagnose.ts';
import { severities, type Severity } from '../../../../src/core/model/finding.ts';
import { repository } from '../../../support/paths.ts';

interface Matcher {
  readonly severity: string;
  readonly pattern: Readonly<
    Record<'file' | 'line' | 'column' | 'severity' | 'message' | 'code', number> & { readonly regexp: string }
  >;
}

const { contributes } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  readonly contributes: { readonly problemMatchers: readonly [Matcher] };
};
const [{ severity: otherwise, pattern }] = contributes.problemMatchers;

/** The words that VS Code knows (problemMatcher.ts, severity.ts). For any other it takes the severity of the matcher. */
const known: Readonly<Record<string, 'error' | 'warning' | 'info'>> = {
  error: 'error',
  warning: 'warning',
  warn: 'warning',
  info: 'info',
  hint: 'info',
  note: 'info',
};

/** A marker has no hint when it comes from a task. */
const shownAs: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
  hint: 'info',
};

describe('the problem matcher', () => {
  for (const severity of severities)
    it(`reads a finding that is ${severity}, and VS Code shows it as ${shownAs[severity]}`, () => {
      const document = sysctlConfFormat.read('net.ipv4.tcp_tw_recycle = 1\n');
      const diagnostics = diagnose(document, { rules: { 'tw-recycle-removed': severity } });
      const [{ message } = { message: '' }] = diagnostics;
      const [line = ''] = lintText(
        { files: [{ file: 'sysctl.d/90: web.conf', diagnostics }], notChecked: [], unreadable: [] },
        (_, text) => text,
      ).split('\n');
      const match = new RegExp(pattern.regexp).exec(line);
      assert.ok(match, line);
      const word = match[pattern.severity] ?? '';
      assert.equal(known[word] ?? known[otherwise], shownAs[severity]);
      assert.deepEqual(
        [pattern.file, pattern.line, pattern.column, pattern.message, pattern.code].map(
          (group) => match[group],
        ),
        ['sysctl.d/90: web.conf', '1', '1', message, 'tw-recycle-removed'],
      );
    });

  it('reads nothing else that lint prints', () => {
    const text = lintText(
      { files: [{ file: 'a.conf', diagnostics: [] }], notChecked: [], unreadable: [] },
      (_, it) => it,
    );
    assert.doesNotMatch(text.trim(), new RegExp(pattern.regexp));
  });
});
