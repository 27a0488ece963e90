import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { SiteFix } from '../cause.ts';
import { type Code, enclosing, fieldText } from '../code/code.ts';

/**
 * `try (HttpClient c = …) { … }` would close what is shared: the resource becomes a variable of the block. Absent where there is
 * another resource.
 */
export function withoutResource(
  { file }: Code,
  value: SyntaxNode,
  fix: SiteFix | undefined,
): SiteFix | undefined {
  const resource = enclosing(value, ({ type }) => /^(resource|block)$/.test(type));
  if (fix === undefined || resource?.type !== 'resource') return fix;
  // Something is made of it on the way to the resource.
  if (value.parent?.id !== resource.id) return undefined;
  const statement = enclosing(resource, ({ type }) => type === 'try_with_resources_statement');
  const list = statement?.childForFieldName('resources');
  const body = statement?.childForFieldName('body');
  const [declaration, use, ...closing] = fix.edits;
  if (statement === undefined || list === undefined || list === null || body === undefined || body === null)
    return undefined;
  if (list.namedChildren.length !== 1 || declaration === undefined || use === undefined) return undefined;
  const isCaught = statement.namedChildren.some(({ type }) => /^(catch|finally)_clause$/.test(type));
  const variable = `${fieldText(resource, 'type')} ${fieldText(resource, 'name')} = ${use.newText};`;
  return {
    ...fix,
    edits: [
      declaration,
      file.edit(statement.startIndex, body.startIndex + 1, `${isCaught ? 'try ' : ''}{ ${variable}`),
      ...closing,
    ],
  };
}
