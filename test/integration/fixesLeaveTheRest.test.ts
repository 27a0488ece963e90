import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from '../../src/core/language/diagnose.ts';
import type { SysctlDiagnostic } from '../../src/core/language/sysctlDiagnostic.ts';
import type { TextEdit, TextPosition, TextRange } from '../../src/core/model/textRange.ts';
import { corpusFile, corpusIndex, corpusMissing } from '../support/corpus.ts';
import {
  everyFix,
  excessOf,
  readSample,
  singleFixes,
  type FixedText,
  type FixSample,
} from '../support/fixes/fixedText.ts';
import { fixSamples } from '../support/fixes/fixSamples.ts';
import { languageOf, ownParsersMissing, readAsOwn } from '../support/fixes/ownParsers.ts';
import { skipWhere } from '../support/skipWhere.ts';

function corpusSamples(): readonly FixSample[] {
  if (corpusMissing !== null) return [];
  return corpusIndex('elsewhere/INDEX.tsv')
    .filter(({ split }) => split === 'dev')
    .map(({ file = '' }) => ({
      name: file,
      path: file.slice(file.indexOf('/') + 1),
      text: corpusFile(`elsewhere/files/${file}`).toString('utf8'),
    }));
}

function diagnosticsOf(sample: FixSample): readonly SysctlDiagnostic[] {
  const document = readSample(sample);
  return document === undefined ? [] : diagnose(document, { path: sample.path });
}

/** What one list has more often than another. */
function without<Item>(all: readonly Item[], others: readonly Item[]): readonly Item[] {
  const left = new Map<Item, number>();
  for (const item of others) left.set(item, (left.get(item) ?? 0) + 1);
  return all.filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count <= 0;
  });
}

/** Those of our own samples. */
const everyLanguage = [
  'bash',
  'dockerfile',
  'hcl',
  'ini',
  'json',
  'markdown',
  'nix',
  'puppet',
  'ruby',
  'toml',
  'yaml',
];

const linesOf = (text: string): readonly string[] => text.split('\n');

/** In the test's own folder of the repository, and on real files where they are. */
for (const [what, samples] of [
  ['files of our own in every format', fixSamples],
  ['real files', corpusSamples()],
] as const)
  describe(`fixes in ${what}`, function () {
    this.timeout(120_000);
    if (samples.length === 0) {
      it('are applied', function () {
        skipWhere(this, corpusMissing);
      });
      return;
    }
    const singles = samples.flatMap(singleFixes);
    const all = samples.map(everyFix).filter((fixed) => fixed !== undefined);

    it('touch one key or value, or take out what belongs to one assignment alone', () => {
      const excess = singles.flatMap((fixed) => excessOf(fixed).map((one) => `${fixed.what}: ${one}`));
      assert.deepEqual(excess, []);
      assert.ok(singles.length > 20, `${singles.length} fixes`);
    });

    it('leave every byte outside of their edits', () => {
      const bad = singles.filter(({ sample, text, edits }) => {
        const before = Buffer.from(sample.text);
        const after = Buffer.from(text);
        let [old, made] = [0, 0];
        for (const { start, end, newText } of bytesOf(sample.text, edits)) {
          const same = start - old;
          if (!before.subarray(old, start).equals(after.subarray(made, made + same))) return true;
          const added = Buffer.from(newText);
          if (!after.subarray(made + same, made + same + added.length).equals(added)) return true;
          old = end;
          made += same + added.length;
        }
        return !before.subarray(old).equals(after.subarray(made));
      });
      assert.deepEqual(
        bad.map(({ what: name }) => name),
        [],
      );
    });

    it('solve the problem and bring no error', () => {
      const bad = singles.flatMap(({ sample, text, diagnostic, what: name }) => {
        const before = diagnosticsOf(sample);
        const after = diagnosticsOf({ ...sample, text });
        const count = (found: readonly SysctlDiagnostic[]): number =>
          found.filter(({ rule }) => rule === diagnostic?.rule).length;
        const errors = (found: readonly SysctlDiagnostic[]): number =>
          found.filter(({ severity }) => severity === 'error').length;
        return [
          ...(count(after) < count(before) ? [] : [`${name}: it is still there`]),
          ...(errors(after) <= errors(before) ? [] : [`${name}: it brings an error`]),
        ];
      });
      assert.deepEqual(bad, []);
    });

    it('leave a file that the parser of its own language reads, with all other words', function () {
      skipWhere(this, ownParsersMissing());
      const fixed = [...singles, ...all];
      const withLanguage = fixed.flatMap((one) => {
        const language = languageOf(one.sample.path);
        return language === undefined ? [] : [{ one, language }];
      });
      const answers = readAsOwn(
        withLanguage.flatMap(({ one, language }) => [
          [language, one.sample.text],
          [language, one.text],
        ]),
      );
      const languages = new Set<string>();
      const bad = withLanguage.flatMap(({ one, language }, at) => {
        const [before = null, after = null] = answers.slice(at * 2, at * 2 + 2);
        // A template is no text of the language before it is filled in; of our own samples, all others are.
        if (before === null)
          return fixSamples.includes(one.sample) && !one.sample.text.includes('{{')
            ? [`${one.what}: refused as it stands`]
            : [];
        languages.add(language);
        return after === null ? [`${one.what}: refused`] : changedWords(one, before, after);
      });
      assert.deepEqual(bad, []);
      const expected = samples === fixSamples ? everyLanguage : ['ini', 'markdown', 'yaml'];
      assert.deepEqual([...languages].sort(), expected);
    });

    it('all at once: change the lines that single ones change, and leave the others in their order', () => {
      const bad = all.flatMap(({ sample, text, what: name }) => {
        const after = linesOf(text);
        const touched = new Set(
          singleFixes(sample).flatMap(({ edits }) => edits.flatMap(({ range }) => linesTouchedBy(range))),
        );
        let at = -1;
        const stray = linesOf(sample.text).filter((line, index) => {
          if (touched.has(index)) return false;
          at = after.indexOf(line, at + 1);
          return at < 0;
        });
        return [
          ...(stray.length > 0 ? [`${name}: changes ${JSON.stringify(stray)}`] : []),
          ...(/(?<!\r)\n/.test(text) && !/(?<!\r)\n/.test(sample.text) ? [`${name}: other line ends`] : []),
          ...(everyFix({ ...sample, text }) === undefined ? [] : [`${name}: leaves something to fix`]),
        ];
      });
      assert.deepEqual(bad, []);
      assert.ok(all.length > 3, `${all.length} texts`);
    });
  });

describe('fixed files, given to the tools that they are for', function () {
  this.timeout(180_000);
  const samples = [...fixSamples, ...corpusSamples()];
  let folder = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'fixed-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const textsOf = (sample: FixSample): readonly string[] => {
    const all = everyFix(sample);
    return [
      ...new Set([...singleFixes(sample), ...(all === undefined ? [] : [all])].map(({ text }) => text)),
    ];
  };

  it('ansible-playbook --syntax-check accepts each list of tasks that it accepted before', function () {
    const isThere = spawnSync('ansible-playbook', ['--version']).status === 0;
    skipWhere(this, isThere ? null : 'ansible-core is not installed');
    // The module is in a collection of its own, which Debian does not have; whether it is there is all that is checked.
    const collection = join(folder, 'collections/ansible_collections/ansible/posix/plugins/modules');
    for (const modules of [collection, join(folder, 'library')]) {
      mkdirSync(modules, { recursive: true });
      writeFileSync(join(modules, 'sysctl.py'), 'from ansible.module_utils.basic import AnsibleModule\n');
    }
    let files = 0;
    const refusal = (texts: readonly string[]): string => {
      const names = texts.map((text) => {
        const name = `tasks${String(++files)}.yml`;
        writeFileSync(join(folder, name), text);
        return name;
      });
      const tasks = names.map((name) => `    - import_tasks: ${name}\n`).join('');
      writeFileSync(
        join(folder, 'play.yml'),
        `- hosts: localhost\n  gather_facts: false\n  tasks:\n${tasks}`,
      );
      const { status, stdout, stderr } = spawnSync(
        'ansible-playbook',
        ['--syntax-check', join(folder, 'play.yml')],
        {
          encoding: 'utf8',
          cwd: folder,
          env: {
            ...process.env,
            HOME: folder,
            LC_ALL: 'C.UTF-8',
            ANSIBLE_LOCAL_TEMP: folder,
            ANSIBLE_COLLECTIONS_PATH: join(folder, 'collections'),
            ANSIBLE_LIBRARY: join(folder, 'library'),
          },
        },
      );
      return status === 0 ? '' : stdout + stderr;
    };
    const accepted = samples
      .filter(({ path }) => /(?:^|\/)tasks\/[^/]+\.yml$/.test(path))
      .filter((sample) => textsOf(sample).length > 0 && refusal([sample.text]) === '');
    assert.ok(accepted.length >= 2, accepted.map(({ name }) => name).join(', '));
    const texts = accepted.flatMap(textsOf);
    assert.equal(refusal(texts), '');
  });

  for (const { program, args, path, text } of [
    {
      program: 'nginx',
      args: ['-t', '-q', '-p', '.', '-e', 'stderr', '-c'],
      path: 'nginx.conf',
      text: 'pid nginx.pid;\nevents {}\nhttp {\n  access_log off; # kept\n  server {\n    listen 127.0.0.1:50051;\n  }\n}\n',
    },
    {
      program: 'haproxy',
      args: ['-c', '-q', '-f'],
      path: 'haproxy.cfg',
      text: 'defaults\n  mode tcp # kept\n  timeout connect 1s\n  timeout client 1s\n  timeout server 1s\nfrontend a\n  bind 127.0.0.1:50051\n',
    },
  ])
    it(`${program} accepts its file with another port`, function () {
      const isThere = spawnSync(program, ['-v']).status === 0;
      skipWhere(this, isThere ? null : `${program} is not installed`);
      const fixed = singleFixes({ name: path, path, text });
      assert.deepEqual(
        fixed.map((one) => one.text),
        [text.replace('50051', '21051')],
      );
      for (const accepted of [text, ...fixed.map((one) => one.text)]) {
        writeFileSync(join(folder, path), accepted);
        const { status, stderr } = spawnSync(program, [...args, join(folder, path)], {
          encoding: 'utf8',
          cwd: folder,
        });
        assert.equal(status, 0, stderr);
      }
    });

  it('systemd-analyze verify accepts each unit', function () {
    const isThere = spawnSync('systemd-analyze', ['--version']).status === 0;
    skipWhere(this, isThere ? null : 'systemd-analyze is not installed');
    const texts = samples.filter(({ path }) => path.endsWith('.service')).flatMap(textsOf);
    assert.ok(texts.length >= 2);
    for (const text of texts) {
      writeFileSync(join(folder, 'fixed.service'), text);
      const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', join(folder, 'fixed.service')], {
        encoding: 'utf8',
      });
      assert.deepEqual(
        stderr.split('\n').filter((line) => line.includes('fixed.service')),
        [],
        text,
      );
    }
  });
});

/** The edits in their order, by the bytes that they replace. */
function bytesOf(text: string, edits: readonly TextEdit[]) {
  const lines = text.split('\n');
  const offset = ({ line, column }: TextPosition): number =>
    Buffer.byteLength([...lines.slice(0, line), (lines[line] ?? '').slice(0, column)].join('\n'));
  return edits
    .map(({ range, newText }) => ({ start: offset(range.start), end: offset(range.end), newText }))
    .sort((a, b) => a.start - b.start);
}

function linesTouchedBy({ start, end }: TextRange): readonly number[] {
  const last = end.column === 0 && end.line > start.line ? end.line - 1 : end.line;
  return Array.from({ length: last - start.line + 1 }, (_, index) => start.line + index);
}

/** Words that are gone or new in lines that are the same as before. */
function changedWords(
  { sample, text, what }: FixedText,
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const oldLines = without(linesOf(sample.text), linesOf(text)).join('\n');
  const newLines = without(linesOf(text), linesOf(sample.text)).join('\n');
  const wordOf = (entry: string): string => entry.slice(entry.indexOf('\t') + 1);
  return [
    ...without(before, after)
      .filter((entry) => !oldLines.includes(wordOf(entry)))
      .map((entry) => `${what}: lost ${entry}`),
    ...without(after, before)
      .filter((entry) => !newLines.includes(wordOf(entry)))
      .map((entry) => `${what}: new ${entry}`),
  ];
}
