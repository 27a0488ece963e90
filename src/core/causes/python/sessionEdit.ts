import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { SiteFix } from '../cause.ts';
import { type Code, hasWord, oncePerFile } from '../code/code.ts';

/** Makes one session at the top of the file, after the last import, and calls its `method`. */
export function sessionEdit(
  code: Code,
  call: SyntaxNode,
  library: string,
  method: string,
): SiteFix | undefined {
  const callee = call.childForFieldName('function');
  const object = callee?.childForFieldName('object') ?? undefined;
  if (callee === null || object?.text.includes('.') === true) return undefined;
  const name = freeName(code);
  const made = library === 'httpx' ? 'Client' : 'Session';
  const { startIndex } = call;
  const last = importsOf(code).findLast(({ start }) => start < startIndex);
  if (last === undefined) return undefined;
  // What the function itself imports, or imports if it can, is not known up there.
  if (
    object !== undefined &&
    !importsOf(code).some(({ text, end }) => end <= last.end && hasWord(text, object.text))
  )
    return undefined;
  const title = `Share one ${library}.${made}`;
  // `from requests import get` has no name to make a session with.
  return object === undefined
    ? {
        title,
        isSafe: false,
        edits: [
          code.file.insert(last.end, `\nimport ${library}\n\n${name} = ${library}.${made}()`),
          code.file.edit(callee.startIndex, callee.endIndex, `${name}.${method}`),
        ],
      }
    : {
        title,
        isSafe: false,
        edits: [
          code.file.insert(last.end, `\n\n${name} = ${object.text}.${made}()`),
          code.file.edit(object.startIndex, object.endIndex, name),
        ],
      };
}

const importsOf = oncePerFile(({ root }) =>
  root.namedChildren
    .filter(({ type }) => /^(import_statement|import_from_statement|future_import_statement)$/.test(type))
    .map(({ text, startIndex, endIndex }) => ({ text, start: startIndex, end: endIndex })),
);

const freeName = oncePerFile(({ file: { text } }) => {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? '_session' : `_session_${String(count)}`;
    if (!hasWord(text, name)) return name;
  }
});
