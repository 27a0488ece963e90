import assert from 'node:assert/strict';
import { applyEdits } from '../../src/core/language/applyEdits.ts';
import type { DocumentProblem } from '../../src/core/formats/formatRule.ts';
import { judgeAssignments } from '../../src/core/formats/judgedAssignment.ts';
import { allLines } from '../../src/core/formats/sysctlConf/linesToJudge.ts';
import { SysctlConfAssignment } from '../../src/core/formats/sysctlConf/sysctlConfAssignment.ts';
import type { SysctlConfRule } from '../../src/core/formats/sysctlConf/sysctlConfRule.ts';
import type { ConfigFile } from '../../src/core/parse/configFile.ts';
import { parseSysctlConf } from '../../src/core/parse/sysctlConf.ts';
import type { ToolVersions } from '../../src/core/rules/fileSet.ts';
import { fileSetOf } from '../../src/core/rules/fileSet.ts';
import { insertLine } from '../../src/core/rules/textEdit.ts';

export interface Place {
  readonly path?: string;
  /** Other files by path; `-> target` makes a link, `(denied)`, `(outside)` and `(tooLarge)` what was not read. */
  readonly files?: Readonly<Record<string, string>>;
  readonly isHost?: boolean;
  readonly tools?: ToolVersions;
}

/** What a rule says about a text. */
export function check(rule: SysctlConfRule, text: string, place: Place = {}): readonly DocumentProblem[] {
  const document = parseSysctlConf(text);
  const { path, tools } = place;
  const files = Object.entries(place.files ?? {}).map(([file, content]): ConfigFile => ({
    path: file,
    content: contentOf(content),
  }));
  return rule.check({
    document,
    ...allLines(document),
    assignments: judgeAssignments(
      document.lines.flatMap((line) =>
        line.kind === 'assignment' ? [new SysctlConfAssignment(document, line)] : [],
      ),
    ),
    insertComment: (line, comment) => insertLine(document, line, comment),
    ...(path !== undefined && { path }),
    ...(place.files &&
      path !== undefined && { files: fileSetOf(files, place.isHost ?? true, { path, document, text }) }),
    ...(tools && { tools }),
  });
}

function contentOf(text: string): ConfigFile['content'] {
  if (text.startsWith('-> ')) return { kind: 'link', target: text.slice(3) };
  if (text === '(denied)') return { kind: 'unreadable' };
  if (text === '(outside)' || text === '(tooLarge)')
    return { kind: 'unreadable', why: text === '(outside)' ? 'outside' : 'tooLarge' };
  return { kind: 'text', text };
}

interface Found extends Place {
  readonly text: string;
  /** What the rule underlines: the parts of the text, in order. */
  readonly marks: readonly string[];
  readonly severity?: string;
  /** The text after the first fix of each problem, if the case is about fixes. */
  readonly fixed?: string;
}

/** Cases of one document rule. */
export function describeDocumentRule(
  rule: SysctlConfRule,
  cases: {
    readonly finds: readonly Found[];
    readonly passes: readonly (string | (Place & { readonly text: string }))[];
  },
): void {
  describe(rule.id, () => {
    for (const found of cases.finds) {
      it(`finds ${JSON.stringify(found.text)}${place(found)}`, () => {
        const problems = check(rule, found.text, found);
        const lines = found.text.split('\n');
        assert.deepEqual(
          problems.map(({ range }) => lines[range.start.line]?.slice(range.start.column, range.end.column)),
          found.marks,
        );
        for (const problem of problems) {
          assert.match(problem.message, /[.]$/);
          if (found.severity !== undefined) assert.equal(problem.severity ?? rule.severity, found.severity);
        }
        if (found.fixed !== undefined) {
          const edits = problems.flatMap(({ fixes }) => fixes?.[0]?.edits ?? []);
          assert.equal(applyEdits(found.text, edits), found.fixed);
        }
      });
    }
    for (const passed of cases.passes) {
      const at = typeof passed === 'string' ? { text: passed } : passed;
      it(`passes over ${JSON.stringify(at.text)}${place(at)}`, () =>
        assert.deepEqual(check(rule, at.text, at), []));
    }
  });
}

function place({ path, files, tools }: Place): string {
  const beside = Object.entries(files ?? {}).map(
    ([name, content]) => `${name}: ${content.trim().slice(0, 60)}`,
  );
  return [
    path && ` in ${path}`,
    beside.length > 0 && ` beside ${beside.join('; ')}`,
    tools && ` for ${JSON.stringify(tools)}`,
  ]
    .filter((part) => typeof part === 'string')
    .join('');
}
