import { callsOf, escapeRegExp, fieldText, functionAround } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';

/** `bind` and then `connect` on one socket, without `IP_BIND_ADDRESS_NO_PORT`. */
export const cBindFirst: CodeCause = {
  id: 'c-bind-first',
  languages: ['c', 'cpp'],
  words: /\bbind\s*\([\s\S]*\bconnect\s*\(/,
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
      if (/SOCK_DGRAM|AF_UNIX|PF_UNIX|sockaddr_un|SOCK_RAW|AF_NETLINK|PF_PACKET/.test(text)) continue;
      // A port that the program names itself is what it wants.
      if (
        /\.?\bsin6?_port\s*=\s*(?!htons\s*\(\s*0\s*\)|0\b)[^;]*;/.test(
          text.slice(0, node.startIndex - around.startIndex),
        ) &&
        !/inet_(addr|pton)/.test(text)
      )
        continue;
      const statement = code.file.lineStart(node.startIndex);
      const indent = code.file.indent(node.startIndex);
      const isOwnLine =
        code.file.text
          .slice(statement + indent.length, node.startIndex)
          .replace(/if\s*\(\s*!?/, '')
          .trim() === '';
      yield {
        node,
        about: around,
        mechanism:
          'The socket is bound before it connects, so the kernel immediately assigns a port that no other destination can share.',
        advice:
          'Set `IP_BIND_ADDRESS_NO_PORT` before `bind`: the kernel then chooses the port once it knows the destination.',
        ...(isOwnLine &&
          !/IP_BIND_ADDRESS_NO_PORT/.test(text) && {
            fix: {
              title: 'Set IP_BIND_ADDRESS_NO_PORT before bind',
              isSafe: true,
              edits: [
                code.file.insert(
                  statement + indent.length,
                  `{ int no_port = 1; setsockopt(${first.text}, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &no_port, sizeof no_port); }\n${indent}`,
                ),
              ],
            },
          }),
      };
    }
  },
};
