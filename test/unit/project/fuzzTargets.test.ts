import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formats } from '../../../src/core/formats/formats.ts';
import { fuzzTargets } from '../../support/fuzz/fuzzTargets.ts';
import { messages } from '../../support/fuzz/messageTargets.ts';
import { repository } from '../../support/paths.ts';

const read = (path: string): string => readFileSync(join(repository, path), 'utf8');
const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(repository, folder)).filter((name) => name.endsWith('.ts'));

/** Parsers of a part of what another one reads, which is fuzzed as a whole. */
const parts = new Map([
  ['parseKernelInteger', 'a word of a value in sysctl.conf'],
  ['parseSsUsers', 'a field of ss'],
  ['parseSysctlConf', 'the format sysctl.conf'],
  ['parsePrometheusAnswer', 'the answers of Prometheus'],
]);

describe('what is fuzzed', () => {
  const names = new Set(fuzzTargets.map(({ name }) => name));
  const targets = read('test/support/fuzz/fuzzTargets.ts');

  it('is every parser', () => {
    const parsers = filesIn('src/core/parse').flatMap((file) =>
      [...read(`src/core/parse/${file}`).matchAll(/^export (?:function|class) (parse\w+|\w+Parser)\b/gm)].map(
        ([, name = '']) => name,
      ),
    );
    assert.ok(parsers.length > 20);
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

  it('is every message between the processes, and those of the page', () => {
    const declared = filesIn('src/core/protocol').flatMap((file) => [
      ...read(`src/core/protocol/${file}`).matchAll(/= (?:request|notification)[<(]/g),
    ]);
    assert.equal(messages.length, declared.length);
    for (const name of ['messages of the page', 'messages to the page', 'messages of extension and server'])
      assert.ok(names.has(name), name);
  });
});
