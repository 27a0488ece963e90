import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { callsOf, enclosing, escapeRegExp, fieldText, functionAround, hasWord } from '../code/code.ts';
import { inOrder, type CodeCause } from '../code/codeCause.ts';

/** A port that the program names itself is what it wants: `me.sin_port = htons(4000)`, of the address that is bound. */
function namesPort(before: string, bind: SyntaxNode): boolean {
  const [, address] = bind.childForFieldName('arguments')?.namedChildren ?? [];
  const name = /&?\s*(\w+)\s*$/.exec(address?.text ?? '')?.[1];
  if (name === undefined) return false;
  const port = new RegExp(
    `\\b${escapeRegExp(name)}(?:\\.|->)sin6?_port\\s*=\\s*([^;]*)|\\b${escapeRegExp(name)}\\s*=\\s*\\{[^;]*\\.sin6?_port\\s*=\\s*([^,}]*)`,
  ).exec(before);
  const value = (port?.[1] ?? port?.[2])?.trim();
  return value !== undefined && !/^(htons\s*\(\s*0\s*\)|0)$/.test(value);
}

/**
 * The statement of a block that the option can be set in front of: one that runs `bind` first of all, as its own expression or in the
 * condition of an `if`, and that does not make the socket.
 */
function statementOf(node: SyntaxNode, fd: SyntaxNode): SyntaxNode | undefined {
  // Written twice, it must be the same.
  if (!/^\w+((\.|->)\w+)*$/.test(fd.text)) return undefined;
  const statement = enclosing(
    node,
    ({ type, parent }) => parent?.type === 'compound_statement' || bodies.test(type),
  );
  if (
    statement === undefined ||
    !/^(expression_statement|declaration|return_statement|if_statement)$/.test(statement.type)
  )
    return undefined;
  const condition = statement.childForFieldName('condition');
  if (condition !== null && node.endIndex > condition.endIndex) return undefined;
  const before = statement.text.slice(0, node.startIndex - statement.startIndex);
  return hasWord(before, /\w+$/.exec(fd.text)?.[0] ?? '') || /&&|\|\||\?/.test(before)
    ? undefined
    : statement;
}

const bodies = /^(lambda_expression|case_statement|labeled_statement|else_clause)$/;

/** `bind` and then `connect` on one socket, without `IP_BIND_ADDRESS_NO_PORT`. */
export const cBindFirst: CodeCause = {
  id: 'c-bind-first',
  languages: ['c', 'cpp'],
  words: inOrder(/\bbind\s*\(/, /\bconnect\s*\(/),
  symptoms: ['bind-first'],
  *find(code) {
    for (const node of callsOf(code)) {
      if (!/^(::)?bind$/.test(fieldText(node, 'function'))) continue;
      const [first] = node.childForFieldName('arguments')?.namedChildren ?? [];
      const around = functionAround(code, node);
      if (first === undefined || around === undefined) continue;
      const fd = escapeRegExp(first.text);
      const { text } = around;
      const after = text.slice(node.endIndex - around.startIndex);
      if (
        !new RegExp(`(?<![\\w.])connect\\s*\\(\\s*${fd}\\s*,`).test(after) ||
        new RegExp(`\\blisten\\s*\\(\\s*${fd}\\b`).test(text)
      )
        continue;
      const option = /if\s*\([^()]*\)\s*(::)?setsockopt\s*\([^;]*IP_BIND_ADDRESS_NO_PORT/;
      if (/IP_BIND_ADDRESS_NO_PORT/.test(text) && !option.test(text)) continue;
      if (
        /SOCK_DGRAM|AF_UNIX|PF_UNIX|sockaddr_un|SOCK_RAW|SOCK_SEQPACKET|IPPROTO_SCTP|AF_NETLINK|PF_PACKET/.test(
          text,
        )
      )
        continue;
      if (namesPort(text.slice(0, node.startIndex - around.startIndex), node)) continue;
      const statement = statementOf(node, first);
      yield {
        node,
        about: around,
        mechanism:
          'The socket is bound before it connects, so the kernel immediately assigns a port that no other destination can share.',
        advice:
          'Set `IP_BIND_ADDRESS_NO_PORT` before `bind`: the kernel then chooses the port once it knows the destination.',
        ...(statement !== undefined &&
          !/IP_BIND_ADDRESS_NO_PORT/.test(text) && {
            fix: {
              title: 'Set IP_BIND_ADDRESS_NO_PORT before bind',
              isSafe: true,
              edits: [
                code.file.insert(
                  statement.startIndex,
                  `{ int no_port = 1; setsockopt(${first.text}, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &no_port, sizeof no_port); }\n${code.file.indent(statement.startIndex)}`,
                ),
              ],
            },
          }),
      };
    }
  },
};
