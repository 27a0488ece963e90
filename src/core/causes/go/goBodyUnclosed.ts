import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { escapeRegExp, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { scopeOf } from '../code/scope.ts';
import { goResponses, isHandedOn } from './goResponses.ts';
import { importOfIo } from './importOfIo.ts';

/** An answer whose body is never closed: its connection is never given back. */
export const goBodyUnclosed: CodeCause = {
  id: 'go-body-unclosed',
  languages: ['go'],
  words: /\bhttp\./,
  symptoms: ['hoard'],
  *find(code) {
    for (const response of goResponses(code)) {
      const { after, name, call, around } = response;
      const n = escapeRegExp(name);
      // Nobody can close what has no name.
      const isDropped = name === '_';
      if (!isDropped && (new RegExp(`(?<![\\w.])${n}\\.Body\\.Close\\b`).test(after) || isHandedOn(response)))
        continue;
      // `defer closeQuietly(r.Body)`.
      if (new RegExp(`\\b\\w*[cC]lose\\w*\\([^()\\n]*(?<![\\w.])${n}(\\.Body)?\\s*[,)]`).test(after))
        continue;
      // A body that is handed on may be closed there.
      if (
        new RegExp(`(return\\b[^\\n]*|[(,{:=]\\s*)${n}\\.Body\\s*[,)}\\n]`).test(after) &&
        !new RegExp(`(ReadAll|Copy|NewDecoder|NewReader|NewScanner|ReadFrom)\\([^\\n]*${n}\\.Body`).test(
          after,
        )
      )
        continue;
      if (
        /Body\.Close\b|\bclose\w*\(/i.test(around.text) &&
        !new RegExp(`${n}\\.Body\\.Close`).test(around.text) &&
        around.text.includes('.Body.Close')
      )
        continue;
      if (!scopeOf(code, call).isPerCall) continue;
      const check = checkAfter(call);
      // Closed without being read, the connection would be thrown away instead.
      const isRead = new RegExp(`(?<![\\w.])${n}\\.Body\\b`).test(after);
      const imports = isRead ? [] : importOfIo(code.file);
      const close = `${name}.Body.Close()`;
      const fix =
        check === undefined || isDropped || imports === undefined || scopeOf(code, call).isInLoop
          ? undefined
          : {
              title: isRead
                ? 'Close the body when the function returns'
                : 'Read and close the body when the function returns',
              isSafe: true,
              edits: [
                ...imports,
                code.file.insert(
                  check.endIndex,
                  `\n${code.file.indent(call.startIndex)}defer ${isRead ? close : `func() { io.Copy(io.Discard, ${name}.Body); ${close} }()`}`,
                ),
              ],
            };
      yield {
        node: call,
        mechanism:
          'The body is never closed, so the connection stays in use and the next request opens another one.',
        advice: 'Close the body on every path: `defer r.Body.Close()` after the error is checked.',
        ...(fix !== undefined && { fix }),
      };
    }
  },
};

/** `if err != nil { return err }`, the statement after the call's: behind it there is a body to close. */
function checkAfter(call: SyntaxNode): SyntaxNode | undefined {
  const next = call.parent?.parent?.nextNamedSibling ?? null;
  if (next?.type !== 'if_statement' || next.childForFieldName('alternative') !== null) return undefined;
  if (next.childForFieldName('initializer') !== null) return undefined;
  if (fieldText(next, 'condition').replace(/\s+/g, '') !== 'err!=nil') return undefined;
  const block = next.childForFieldName('consequence')?.namedChildren ?? [];
  const statements = block[0]?.type === 'statement_list' ? block[0].namedChildren : block;
  const last = statements.findLast(({ type }) => type !== 'comment')?.text ?? '';
  return /^(return\b|panic\(|log\.(Fatal|Panic)|os\.Exit\()/.test(last) ? next : undefined;
}
