import assert from 'node:assert/strict';
import { tomlTooDeepAt } from '../../../../src/core/parse/tomlTooDeepAt.ts';

describe('too deep a TOML text', () => {
  for (const [what, text] of [
    ['a key of many parts', `${'a.'.repeat(200)}b = 1`],
    ['a table of many parts', `[${'a.'.repeat(200)}b]\nc = 1`],
    ['a key of many parts in an inline table', `a = {${'b.'.repeat(200)}c = 1}`],
    ['brackets in brackets', `a = ${'['.repeat(200)}`],
  ] as const)
    it(`is ${what}`, () => {
      assert.ok((tomlTooDeepAt(text) ?? 0) > 0);
    });

  for (const [what, text] of [
    ['many addresses in one list', `a = [${'"10.0.0.1", '.repeat(200)}]`],
    ['a long address', `a = "${'b.'.repeat(200)}"`],
    ['many keys', 'a.b = 1\n'.repeat(200)],
  ] as const)
    it(`is not ${what}`, () => {
      assert.equal(tomlTooDeepAt(text), undefined);
    });
});
