import type { SyntaxNode, SyntaxTrees } from '../parse/syntaxTrees.ts';
import { endingSearch, mostSites, type FoundSite } from './cause.ts';
import type { CauseFile } from './causeFile.ts';
import { type Code, enclosing } from './code/code.ts';
import { codeCauses } from './code/codeCauses.ts';
import type { CodeCause, CodeSite } from './code/codeCause.ts';
import { isRare } from './code/rareCalls.ts';
import { shapes } from './code/shape.ts';
import { targetsOf } from './code/targets.ts';
import { sectionOfCause } from './sectionOfCause.ts';

/** The versions that a file is written for, as far as its workspace says. */
export type Versions = Pick<Code, 'goVersion' | 'nodeVersion'>;

/** The sites in a file of source code. */
export async function sitesOfCode(
  file: CauseFile,
  trees: SyntaxTrees,
  versions: Versions = {},
): Promise<readonly FoundSite[]> {
  const shape = shapes[file.language];
  const causes = codeCauses.filter(
    ({ languages, words }) => languages.includes(file.language) && words.test(file.text),
  );
  if (shape === undefined || causes.length === 0) return [];
  const variables = variablesIn(file.text);
  return trees.parse(shape.grammar, file.text, (root) => {
    const code: Code = { file, root, shape, ...versions };
    const sites: FoundSite[] = [];
    for (const cause of causes)
      for (const site of cause.find(code)) {
        if (isTestModule(code, site.node)) continue;
        if (sites.length === mostSites) return endingSearch(sites);
        sites.push({ ...found(code, cause, site), ...(variables.length > 0 && { variables }) });
      }
    return sites;
  });
}

function found(
  code: Code,
  cause: CodeCause,
  { node, about, usualPort, symptoms, ...site }: CodeSite,
): FoundSite {
  const { file } = code;
  const { startPosition, endPosition } = node;
  const start = { line: startPosition.row, column: startPosition.column };
  const text = file.lineText(start.line);
  // What goes over many lines is marked on its first.
  const end =
    endPosition.row === start.line
      ? { line: start.line, column: endPosition.column }
      : { line: start.line, column: text.trimEnd().length };
  const { destinations, definitions } = targetsOf(code, about ?? node, usualPort);
  // What is named on the line itself leads nowhere else.
  const away = definitions.filter(({ range }) => range.start.line !== start.line);
  return {
    ...site,
    ...(isRare(code, node) && { needsEvidence: true as const }),
    cause: cause.id,
    file: file.path,
    language: file.language,
    range: { start, end },
    text,
    section: sectionOfCause(cause.id),
    symptoms: symptoms ?? cause.symptoms,
    destinations,
    ...(away.length > 0 && {
      definitions: away.map(({ file: path, range, label }) => ({ file: path, range, label })),
    }),
  };
}

/** `#[cfg(test)] mod tests`, at the end of a file of Rust. */
function isTestModule({ file }: Code, node: SyntaxNode): boolean {
  if (file.language !== 'rust') return false;
  return enclosing(node, (outer) => outer.type === 'mod_item' && isForTests(outer)) !== undefined;
}

/** By any of the attributes above it. What is compiled when it is not tested is the product. */
function isForTests(module: SyntaxNode): boolean {
  let above = module.previousNamedSibling;
  while (above !== null && /^(attribute_item|line_comment|block_comment)$/.test(above.type)) {
    const condition = /^#\[cfg\((.*)\)\]$/s.exec(above.text)?.[1];
    if (condition !== undefined && /\btest\b/.test(condition.replace(/\bnot\s*\([^()]*\)/g, ''))) return true;
    above = above.previousNamedSibling;
  }
  return false;
}

/** Environment variables that a file reads, by the ways in which languages write that. */
function variablesIn(text: string): readonly string[] {
  const reads =
    /(?:environ(?:\.get)?\s*[[(]|getenv\s*\(|env::var\s*\(|ENV(?:\.fetch)?\s*[[(]|GetEnvironmentVariable\s*\(|os\.(?:Getenv|LookupEnv)\s*\(|\benv\s*\()\s*["']([A-Z][A-Z0-9_]*)["']|process\.env\.([A-Z][A-Z0-9_]*)|process\.env\[["']([A-Z][A-Z0-9_]*)["']\]|\$\{?([A-Z][A-Z0-9_]*)\}?/g;
  return [...new Set(Array.from(text.matchAll(reads), ([, a, b, c, d]) => a ?? b ?? c ?? d ?? ''))].slice(
    0,
    100,
  );
}
