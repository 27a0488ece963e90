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
  readonly needsEvidence?: true;
  readonly fix?: SiteFix;
}

/** Recognises one kind of line in source code. */
export interface CodeCause {
  readonly id: CauseId;
  readonly languages: readonly SourceLanguage[];
  /** A text without a match has no site: looked at before anything is parsed. */
  readonly words: RegExp;
  readonly symptoms: readonly Symptom[];
  find(code: Code): Iterable<CodeSite>;
}
