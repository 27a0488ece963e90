import type { SyntaxNode } from '../../parse/syntaxTrees.ts';

const blocks = /^(block|statement_block|statement_list|compound_statement|constructor_body)$/;
const around = /^(await|await_expression|expression_statement)$/;

/** The statement that is this call and nothing else, of a block: not the body of an `if` without braces, nor what a label is for. */
export function removableStatement(call: SyntaxNode): SyntaxNode | undefined {
  let statement = call;
  while (statement.parent !== null && around.test(statement.parent.type)) statement = statement.parent;
  return blocks.test(statement.parent?.type ?? '') ? statement : undefined;
}

/** Without these statements, each of their blocks still has another: Python wants one, and an empty branch is for people to judge. */
export function leaveOthers(statements: readonly SyntaxNode[]): boolean {
  return statements.every(({ parent }) => {
    const all = parent?.namedChildren.filter(({ type }) => !/comment$/.test(type)) ?? [];
    return all.some((one) => !statements.some(({ id }) => id === one.id));
  });
}
