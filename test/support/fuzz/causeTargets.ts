import { CauseWorkspace } from '../../../src/core/causes/causeWorkspace.ts';
import { sourceLanguageOf, type SourceLanguage } from '../../../src/core/causes/sourceLanguage.ts';
import { causeCases } from '../../unit/core/causes/cases.ts';
import { moreCases } from '../../unit/core/causes/moreCases.ts';
import { syntaxTrees } from '../syntaxTrees.ts';
import type { FuzzTarget } from './fuzz.ts';

const cases = [...causeCases, ...moreCases].map(({ path, text }) => ({
  path,
  text,
  language: sourceLanguageOf(path, text),
}));
const languages = [...new Set(cases.flatMap(({ language }) => language ?? []))];

/** One for each language that causes are looked for in, with the cases of its tests as samples. */
export const causeTargets: readonly FuzzTarget[] = [
  ...languages.map((language) =>
    target(language, cases.find((one) => one.language === language)?.path ?? '', samplesOf(language)),
  ),
  // Without cases of its own, it is read with those of the language that it is based on.
  target('jsx', 'a.jsx', samplesOf('javascript')),
];

function samplesOf(language: SourceLanguage): readonly string[] {
  return cases.flatMap((one) => (one.language === language ? [one.text] : []));
}

function target(language: SourceLanguage, path: string, samples: readonly string[]): FuzzTarget {
  return {
    name: `causes in ${language}`,
    run: async (input) => {
      const workspace = new CauseWorkspace(syntaxTrees);
      await workspace.update(path, Buffer.from(input).toString('utf8'));
      workspace.sites();
    },
    samples,
    repeated: [...samples.slice(0, 3).map((sample) => `${sample}\n`), '{', '(', '"', '\n', 'x '],
  };
}
