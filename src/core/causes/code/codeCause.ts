import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { CauseId, SiteFix, Symptom } from '../cause.ts';
import type { SourceLanguage } from '../sourceLanguage.ts';
import type { Code } from './code.ts';

/** What a cause says of a line. */
export interface CodeSite {
  /** What is underlined. */
  readonly node: SyntaxNode;
  readonly mechanism: string;
  readonly advice: string;
  /** Where they differ from the cause's. */
  readonly symptoms?: readonly Symptom[];
  /** Where its destinations are looked for; the node itself where it is absent. */
  readonly about?: SyntaxNode;
  /** The port that it connects to where none is written. */
  readonly usualPort?: number;
  readonly needsEvidence?: true;
  readonly fix?: SiteFix;
}

/** What a text must have; its test takes time in proportion to the text. */
export type Words = Pick<RegExp, 'test'>;

/** `then` somewhere after `first`: one expression for both would look for `then` after each `first`. */
export function inOrder(first: RegExp, then: RegExp): Words {
  return {
    test: (text) => {
      const at = text.search(first);
      return at >= 0 && then.test(text.slice(at));
    },
  };
}

/** Recognises one kind of line in source code. */
export interface CodeCause {
  readonly id: CauseId;
  readonly languages: readonly SourceLanguage[];
  /** A text without a match has no site: looked at before anything is parsed. */
  readonly words: Words;
  readonly symptoms: readonly Symptom[];
  find(code: Code): Iterable<CodeSite>;
}
