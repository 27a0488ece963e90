import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { SiteFix } from '../cause.ts';
import { type Code, enclosing } from '../code/code.ts';

/**
 * A `with` block would close what is shared when it ends: the value gets its name by an assignment, and the block is no block.
 * Absent where that cannot be done line by line.
 */
export function withoutBlock(
  { file }: Code,
  value: SyntaxNode,
  fix: SiteFix | undefined,
): SiteFix | undefined {
  const [declaration, use, ...closing] = fix?.edits ?? [];
  if (fix === undefined || value.parent?.type !== 'as_pattern') return fix;
  const block = enclosing(value, ({ type }) => type === 'with_statement');
  const body = block?.childForFieldName('body');
  const name = value.parent.childForFieldName('alias')?.text;
  if (
    declaration === undefined ||
    use === undefined ||
    closing.length > 0 ||
    block === undefined ||
    body === null
  )
    return undefined;
  if (body === undefined || name === undefined || !/^\w+$/.test(name)) return undefined;
  // A lock beside it goes on being held.
  if (block.descendantsOfType('with_item').filter(({ endIndex }) => endIndex <= body.startIndex).length !== 1)
    return undefined;
  const head = file.text.slice(block.startIndex, body.startIndex);
  // The head on one line, and a body on lines of its own whose strings end where they begin.
  if (!/^with\s[^\n]*:[ \t]*\n\s*$/.test(head) || /"""|'''|\\\n/.test(body.text)) return undefined;
  const outer = file.indent(block.startIndex);
  const inner = file.indent(body.startIndex);
  if (!inner.startsWith(outer)) return undefined;
  const lines = file.text
    .slice(file.lineStart(body.startIndex), body.endIndex)
    .split('\n')
    .map((line) => (line.startsWith(inner) ? outer + line.slice(inner.length) : line));
  return {
    ...fix,
    edits: [
      declaration,
      file.edit(block.startIndex, body.endIndex, `${name} = ${use.newText}\n${lines.join('\n')}`),
    ],
  };
}
