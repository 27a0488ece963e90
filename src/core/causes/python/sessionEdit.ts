import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { SiteFix } from '../cause.ts';
import { type Code, hasWord } from '../code/code.ts';

/** Makes one session at the top of the file, after the last import, and calls that. */
export function sessionEdit(code: Code, call: SyntaxNode, library: string): SiteFix | undefined {
  const callee = call.childForFieldName('function');
  const object = callee?.childForFieldName('object');
  // `from requests import get` has no name to make a session with.
  if (object === null || object === undefined || object.text.includes('.')) return undefined;
  const name = freeName(code.file.text);
  const made = library === 'httpx' ? 'Client' : 'Session';
  const imports = code.root.namedChildren.filter(({ type }) =>
    /^(import_statement|import_from_statement|future_import_statement)$/.test(type),
  );
  const last = imports.findLast(({ startIndex }) => startIndex < call.startIndex);
  if (last === undefined) return undefined;
  return {
    title: `Share one ${library}.${made}`,
    isSafe: false,
    edits: [
      code.file.insert(last.endIndex, `\n\n${name} = ${object.text}.${made}()`),
      code.file.edit(object.startIndex, object.endIndex, name),
    ],
  };
}

function freeName(text: string): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? '_session' : `_session_${String(count)}`;
    if (!hasWord(text, name)) return name;
  }
}
