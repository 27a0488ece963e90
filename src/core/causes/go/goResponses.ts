import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { callsOf, type Code, escapeRegExp, fieldText, functionAround } from '../code/code.ts';
import { type GoClient, goClientOf } from './goClients.ts';

/** An answer of `net/http` that a function gets: `r` of `r, err := http.Get(url)`. */
export interface GoResponse {
  readonly call: SyntaxNode;
  readonly client: GoClient;
  readonly name: string;
  readonly around: SyntaxNode;
  /** The text of the function after the call. */
  readonly after: string;
  /** What follows each use of the name after the call. */
  readonly uses: readonly string[];
}

/** Answers of calls that are surely made by `net/http`. */
export function goResponses(code: Code): readonly GoResponse[] {
  if (!/"net\/http"/.test(code.file.text)) return [];
  return callsOf(code).flatMap((call) => {
    const callee = call.childForFieldName('function');
    if (callee?.type !== 'selector_expression') return [];
    const method = fieldText(callee, 'field');
    if (!/^(Get|Post|PostForm|Do)$/.test(method)) return [];
    const around = functionAround(code, call);
    const operand = fieldText(callee, 'operand');
    if (around === undefined || !isHttpClient(code, around, operand, method)) return [];
    const statement = call.parent?.parent;
    if (statement?.type !== 'short_var_declaration' && statement?.type !== 'assignment_statement') return [];
    const [name = ''] = fieldText(statement, 'left')
      .split(',')
      .map((text) => text.trim());
    if (!/^\w+$/.test(name)) return [];
    // HEAD has no body to read.
    if (/\b(MethodHead|"HEAD")/.test(around.text)) return [];
    const after = around.text.slice(statement.endIndex - around.startIndex);
    const uses = Array.from(
      after.matchAll(new RegExp(`(?<![\\w.])${escapeRegExp(name)}(?!\\w)`, 'g')),
      ({ index }) => after.slice(Math.max(0, index - 20), index + name.length + 40),
    );
    const client = goClientOf(code, around, operand);
    return client.isLocal ? [] : [{ call, client, name, around, after, uses }];
  });
}

function isHttpClient({ file }: Code, around: SyntaxNode, operand: string, method: string): boolean {
  if (operand === 'http') return method !== 'Do';
  if (operand === 'http.DefaultClient') return true;
  const name = operand.replace(/^.*\./, '');
  if (!/^\w+$/.test(name)) return /http\.Client\s*\{/.test(operand);
  const n = escapeRegExp(name);
  const scope = operand === name ? around.text : '';
  const declared = new RegExp(
    `\\b${n}\\b\\s*(:=|=|,\\s*\\w+\\s*:?=)\\s*&?\\(?&?http\\.(Client\\s*\\{|DefaultClient)|\\b${n}\\s+\\*?http\\.Client\\b|\\b${n}\\s*:?=\\s*new\\(http\\.Client\\)`,
  );
  // The name of something else in this function hides what the file has by that name.
  const isOther = new RegExp(`\\b${n}\\b(\\s*,\\s*\\w+)*\\s*:=`).test(scope);
  return declared.test(scope) || (!isOther && declared.test(file.text));
}

/** Whether the answer as a whole, not its body, leaves the function or is handed to another. */
export function isHandedOn({ name, after }: GoResponse): boolean {
  const n = escapeRegExp(name);
  const returned = new RegExp(`\\breturn\\b[^\\n]*(?<![\\w.])${n}(?!\\w|\\.)`);
  const given = new RegExp(`(?<!append)\\(([^()\\n]*,\\s*)?&?${n}\\s*[,)]`);
  const kept = new RegExp(`(=|:|<-|\\{|,)\\s*${n}\\s*[,}\\n]`);
  const appended = new RegExp(`append\\([^()\\n]*\\b${n}\\s*\\)`);
  return returned.test(after) || (given.test(after) && !appended.test(after)) || kept.test(after);
}
