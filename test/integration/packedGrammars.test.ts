import assert from 'node:assert/strict';
import { grammarNames } from '../../src/core/parse/syntaxTrees.ts';
import { packedGrammars } from '../../src/host/grammars/packedGrammars.ts';
import { inRepository } from '../../scripts/lib/paths.ts';

describe('the grammars that the build packs', () => {
  const grammars = packedGrammars(inRepository('dist'));

  for (const grammar of grammarNames) {
    it(`load and parse: ${grammar}`, async () => {
      const type = await grammars.parse(grammar, '', (root) => root.type);
      assert.match(type, /^(program|compilation_unit|translation_unit|source_file|module)$/);
    });
  }
});
