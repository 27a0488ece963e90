import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from '../../../src/core/language/diagnose.ts';
import { decodeSnapshot } from '../../../src/core/model/snapshotFile/decodeSnapshot.ts';
import { valueOf } from '../../../src/core/model/outcome.ts';
import { samplesOf } from '../../support/fuzz/formatSamples.ts';
import { assertLinear, changedInputs, fuzz } from '../../support/fuzz/fuzz.ts';
import { fixtureName } from '../../support/fuzz/foundInputs.ts';
import { snapshotTarget } from '../../support/fuzz/snapshotTarget.ts';
import { savedSnapshot } from '../../support/savedSnapshot.ts';
import { formats } from '../../../src/core/formats/formats.ts';
import { fuzzTargets } from '../../support/fuzz/fuzzTargets.ts';
import { messages } from '../../support/fuzz/messageTargets.ts';
import { repository } from '../../support/paths.ts';

const context = { profile: 'tuning', containers: 'none', rules: {} } as const;

const read = (path: string): string => readFileSync(join(repository, path), 'utf8');
const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(repository, folder)).filter((name) => name.endsWith('.ts'));

/** What takes a text or bytes, and every parser. */
const reader =
  /^export (?:async )?(?:function (\w+)(?:<\w+>)?\(\s*(?:\{[^}]*\}|text|input|listing|listed|bytes|datagram|lists|files|list|value|token|written|pattern|glob|limits)\b|(?:function|class) (parse\w+|\w+Parser)\b)/gm;

/** Parsers of a part of what another one reads, which is fuzzed as a whole. */
const parts = new Map([
  ['parseKernelInteger', 'a word of a value in sysctl.conf'],
  ['parseSsUsers', 'a field of ss'],
  ['parseSysctlConf', 'the format sysctl.conf'],
  ['parsePrometheusAnswer', 'the answers of Prometheus'],
  ['pointOf', 'a sample of Prometheus'],
  ...[
    'normalizeSysctlKey',
    'valueProblems',
    'meantIntegers',
    'portListProblem',
    'globMatcher',
    'withoutEndBlanks',
    'withoutComments',
  ].map((name) => [name, 'a line of sysctl.conf or of another format'] as const),
  ...['allAssignments', 'configuredValues', 'dropInOrder', 'pathMatcher'].map(
    (name) => [name, 'names and assignments of files that are read already'] as const,
  ),
  ...['asciiBytes', 'skipBlanks', 'skipToken', 'decimal', 'ssDuration'].map(
    (name) => [name, 'a field of ss or /proc'] as const,
  ),
  ...['tooDeepAt', 'tomlTooDeepAt'].map((name) => [name, 'trees of YAML and TOML'] as const),
  ['conditionOf', 'the files of a process'],
]);

describe('what is fuzzed', () => {
  const names = new Set(fuzzTargets.map(({ name }) => name));
  const targets = filesIn('test/support/fuzz')
    .map((file) => read(`test/support/fuzz/${file}`))
    .join('\n');

  it('is every parser', () => {
    const parsers = filesIn('src/core/parse').flatMap((file) =>
      [...read(`src/core/parse/${file}`).matchAll(reader)].map(
        ([, ofText, ofParser]) => ofText ?? ofParser ?? '',
      ),
    );
    assert.ok(parsers.length > 40);
    const isFuzzed = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(targets);
    assert.deepEqual(
      parsers.filter((name) => !isFuzzed(name) && !parts.has(name)),
      [],
    );
    assert.deepEqual(
      [...parts.keys()].filter((name) => !parsers.includes(name)),
      [],
    );
  });

  it('is every file format, and every language that causes are looked for in', () => {
    const languages = /export type SourceLanguage =([^;]*);/.exec(
      read('src/core/causes/sourceLanguage.ts'),
    )?.[1];
    const wanted = [
      ...formats.map(({ id }) => `format ${id}`),
      ...[...(languages ?? '').matchAll(/'([\w-]+)'/g)].map(([, language = '']) => `causes in ${language}`),
    ];
    assert.ok(wanted.length > formats.length + 20);
    assert.deepEqual(
      wanted.filter((name) => !names.has(name)),
      [],
    );
  });

  it('is each format with files of its own, which it reads, and which have fixes', () => {
    const counts = formats.map((format) => {
      const own = samplesOf(format);
      const documents = own.map(({ path, text }) => format.read(text, path));
      return {
        id: format.id,
        files: own.length,
        read: documents.filter(
          ({ assignments, servicePorts }) => assignments.length + servicePorts.length > 0,
        ).length,
        fixes: documents.flatMap((document, at) =>
          diagnose(document, { ...context, path: own[at]?.path ?? '' }).flatMap(({ fixes }) => fixes),
        ).length,
      };
    });
    assert.deepEqual(
      counts
        .filter(({ files, read, fixes }) => files === 0 || read < files || fixes === 0)
        .map(({ id }) => id),
      [],
    );
  });

  it('is a snapshot as deep as its sockets, connections and traced events', () => {
    assert.ok(valueOf(decodeSnapshot(savedSnapshot())));
    const tried = 2000;
    const counts = new Map<string, number>();
    let count = 0;
    for (const input of changedInputs(snapshotTarget, [Buffer.from(savedSnapshot())], 1)) {
      if (count++ === tried) break;
      const outcome = decodeSnapshot(input.toString('utf8'));
      const said = 'problem' in outcome ? outcome.problem.message : '';
      for (const depth of ['sockets.value', 'connections.value', 'connections.value.exact'])
        // Refused there, or not at all.
        if (!('problem' in outcome) || said.includes(`: ${depth}`))
          counts.set(depth, (counts.get(depth) ?? 0) + 1);
    }
    for (const [depth, reached] of counts)
      assert.ok(reached > tried / 50, `${depth}: ${reached} of ${tried}`);
    assert.equal(counts.size, 3);
  });

  it('is everything that was once found, before anything else', async () => {
    const folders = readdirSync(join(repository, 'test/fixtures/fuzz'));
    assert.ok(folders.length > 0);
    const byFolder = new Map(fuzzTargets.map((target) => [fixtureName(target.name), target.name]));
    assert.equal(byFolder.size, fuzzTargets.length, 'two parsers have one folder');
    for (const folder of folders) {
      const name = byFolder.get(folder);
      assert.ok(name !== undefined, `${folder} is of no parser`);
      const files = readdirSync(join(repository, 'test/fixtures/fuzz', folder));
      const tried: string[] = [];
      const run = (input: Uint8Array): number => tried.push(Buffer.from(input).toString('utf8'));
      const target = { name, run: (input: Uint8Array) => void run(input), samples: [], repeated: [] };
      await fuzz(target, { milliseconds: 0, seed: 1 });
      await assertLinear(target);
      for (const file of files) {
        const text = readFileSync(join(repository, 'test/fixtures/fuzz', folder, file), 'utf8');
        assert.ok(
          tried.some((input) =>
            file.endsWith('.repeated') ? input.startsWith(text + text) : input === text,
          ),
          `${folder}/${file} is not tried`,
        );
      }
    }
  });

  it('is every message between the processes, and those of the page', () => {
    const declared = filesIn('src/core/protocol').flatMap((file) => [
      ...read(`src/core/protocol/${file}`).matchAll(/= (?:request|notification)[<(]/g),
    ]);
    assert.equal(messages.length, declared.length);
    for (const name of ['messages of the page', 'messages to the page', 'messages of extension and server'])
      assert.ok(names.has(name), name);
  });
});
