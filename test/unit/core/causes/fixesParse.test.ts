import assert from 'node:assert/strict';
import { parseTOML } from 'toml-eslint-parser';
import { parseAllDocuments } from 'yaml';
import type { FoundSite } from '../../../../src/core/causes/cause.ts';
import { CauseWorkspace } from '../../../../src/core/causes/causeWorkspace.ts';
import { shapes } from '../../../../src/core/causes/code/shape.ts';
import { sourceLanguageOf } from '../../../../src/core/causes/sourceLanguage.ts';
import type { SyntaxNode } from '../../../../src/core/parse/syntaxTrees.ts';
import { applied } from '../../../support/causes/applied.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';
import { causeCases } from './cases.ts';
import { moreCases } from './moreCases.ts';
import { configShapes } from './configShapes.ts';
import { moreNastyShapes } from './moreNastyShapes.ts';
import { nastyShapes as firstShapes } from './nastyShapes.ts';
import { variants } from './variants.ts';

async function sitesOf(path: string, text: string): Promise<readonly FoundSite[]> {
  const workspace = new CauseWorkspace(syntaxTrees);
  await workspace.update(path, text);
  return workspace.sites();
}

/** What is wrong in a text; undefined where nothing of ours reads its language by a grammar. */
async function faultsOf(path: string, text: string): Promise<readonly string[] | undefined> {
  if (/\.ya?ml$/.test(path)) return parseAllDocuments(text).flatMap(({ errors }) => errors.map(String));
  if (/\.toml$/.test(path)) return thrownBy(() => parseTOML(text));
  if (/\.json$/.test(path)) return thrownBy(() => JSON.parse(text));
  const shape = shapes[sourceLanguageOf(path, text) ?? 'nginx'];
  return shape && syntaxTrees.parse(shape.grammar, text, (root) => [...faultsIn(root, shape.grammar)]);
}

function thrownBy(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    return [String(error)];
  }
}

function* faultsIn(node: SyntaxNode, grammar: string): Iterable<string> {
  if (node.isError) yield `unread: ${node.text}`;
  if (node.hasError && node.children.length === 0 && !node.isError) yield `missing: ${node.type}`;
  // The grammar of Python reads a block without a statement, Python does not.
  if (
    grammar === 'python' &&
    node.type === 'block' &&
    node.namedChildren.every(({ type }) => type === 'comment')
  )
    yield `empty block in ${node.parent?.text ?? ''}`;
  for (const child of node.children) yield* faultsIn(child, grammar);
}

const nastyShapes = [...firstShapes, ...moreNastyShapes, ...configShapes];
const written = [...causeCases, ...moreCases, ...variants, ...nastyShapes];

/** How the same text is written elsewhere: other ends of lines, a comment on each line, and behind each brace. */
const habits: Readonly<Record<string, (path: string, text: string) => string>> = {
  'as it is': (_, text) => text,
  'with the ends of lines of Windows': (_, text) => text.replaceAll('\n', '\r\n'),
  'with a comment on each line': (path, text) =>
    text.replace(/(?<=[\w;:{}(),\])])\n/g, /\.(py|rb|sh|ya?ml|toml)$/.test(path) ? '  # why\n' : ' // why\n'),
  'with a comment line below each line': (path, text) =>
    text.replace(/(?<=[\w;:{}(),\])])\n([ \t]*)/g, (all, indent: string) =>
      /\.(py|rb|sh|ya?ml|toml)$/.test(path) ? `${all}# why\n${indent}` : `${all}// why\n${indent}`,
    ),
};

describe('the fix of a cause', function () {
  // Not a measure: it loads all grammars.
  this.timeout(60_000);

  for (const [habit, write] of Object.entries(habits))
    it(`leaves a text that parses as well as before: ${habit}`, async () => {
      const bad: string[] = [];
      let count = 0;
      for (const { path, text: plain } of written) {
        const text = write(path, plain);
        for (const { cause, fix } of await sitesOf(path, text)) {
          if (fix === undefined) continue;
          const before = await faultsOf(path, text);
          const edited = applied(text, fix.edits);
          const after = await faultsOf(path, edited);
          if (before === undefined || after === undefined) continue;
          count += 1;
          if (after.length > before.length) bad.push(`${cause}: ${after.join(', ')} in\n${edited}`);
        }
      }
      assert.deepEqual(bad, []);
      assert.ok(count > 50, `${String(count)} fixes`);
    });

  for (const { what, path, text, cause, left } of nastyShapes)
    it(`${left === undefined ? 'is not offered' : 'is right'}: ${cause} in ${path} with ${what}`, async () => {
      assert.deepEqual((await faultsOf(path, text)) ?? [], [], 'the shape itself must parse');
      const sites = (await sitesOf(path, text)).filter((site) => site.cause === cause);
      assert.ok(sites.length > 0, 'the cause is not found');
      const edited = sites.map(({ fix }) => fix && applied(text, fix.edits));
      if (left === undefined)
        assert.deepEqual(
          edited.filter((one) => one !== undefined),
          [],
        );
      else assert.ok(edited[0]?.includes(left), edited[0] ?? 'there is no edit');
    });
});
