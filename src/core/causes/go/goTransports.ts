import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { type Code, enclosing, fieldText, oncePerFile } from '../code/code.ts';

/** An `http.Transport` that is made here: a literal, or a clone of the default one. */
export interface GoTransport {
  readonly node: SyntaxNode;
  /** The fields that it is made with, and those set on its variable. */
  readonly settings: string;
  /** The whole expression: the client around it, if there is one. */
  readonly value: SyntaxNode;
}

export function goTransports(code: Code): readonly GoTransport[] {
  const literals = code.root
    .descendantsOfType('composite_literal')
    .filter((node) => fieldText(node, 'type').replace(/\s+/g, '') === 'http.Transport');
  const clones = code.root
    .descendantsOfType('call_expression')
    .filter((node) =>
      /^http\.DefaultTransport\.\(\*http\.Transport\)\.Clone\(\)$/.test(node.text.replace(/\s+/g, '')),
    );
  return [...literals, ...clones].map((node) => {
    const client = enclosing(node, ({ type, parent }) => type === 'composite_literal' || parent === null);
    const isInClient = client?.type === 'composite_literal' && fieldText(client, 'type') === 'http.Client';
    const plain = isInClient ? client : node;
    const value = plain.parent?.type === 'unary_expression' ? plain.parent : plain;
    return { node, value, settings: node.text + assignedLater(code, node) };
  });
}

/** `t.MaxIdleConnsPerHost = 20` on the variable that holds it. */
function assignedLater(code: Code, node: SyntaxNode): string {
  const declaration = enclosing(node, ({ type }) =>
    /^(short_var_declaration|assignment_statement|var_spec)$/.test(type),
  );
  const name = /^\w+/.exec(declaration?.text ?? '')?.[0];
  return name === undefined ? '' : (fieldsSet(code).get(name)?.join('\n') ?? '');
}

/** More lines about one variable say nothing about one transport. */
const mostFields = 100;

/** The lines that set fields, by variable. */
const fieldsSet = oncePerFile(({ file }) => {
  const lines = new Map<string, string[]>();
  for (const [, name = '', rest = ''] of file.text.matchAll(/\b(\w+)\.(?=(\w+\s*=[^=\n]*))/g)) {
    const known = lines.get(name) ?? [];
    if (known.length < mostFields) known.push(`${name}.${rest}`);
    lines.set(name, known);
  }
  return lines;
});
