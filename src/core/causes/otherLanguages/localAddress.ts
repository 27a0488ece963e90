import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { callsOf, type Code, enclosing, escapeRegExp, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';

/** A local address in Node.js, Ruby and Java: the socket is bound to a port of its own before it connects (seen with strace). */
export const localAddress: CodeCause = {
  id: 'c-bind-first',
  languages: ['javascript', 'typescript', 'ruby', 'java'],
  words: /\blocalAddress\b|\blocal_host\b|\bbind\s*\([\s\S]*\bconnect\s*\(/,
  symptoms: ['bind-first'],
  *find(code) {
    for (const node of places(code)) {
      yield {
        node,
        about: enclosing(node, ({ type }) => code.shape.calls.includes(type)) ?? node,
        mechanism:
          'The socket is bound to the address before it connects, so the kernel assigns a port that no other destination can share.',
        advice:
          'Let routing choose the local address: this library has no way to set `IP_BIND_ADDRESS_NO_PORT`.',
      };
    }
  },
};

function places(code: Code): readonly SyntaxNode[] {
  switch (code.shape.grammar) {
    case 'ruby':
      return code.root
        .descendantsOfType(['pair', 'assignment'])
        .filter(({ text }) => /^(:?local_host\s*(=>|:)|[\w.@]+\.local_host\s*=)\s*(?!nil\b)\S/.test(text));
    case 'java':
      return callsOf(code).filter((node) => isBoundBeforeConnect(code, node));
    default:
      return code.root.descendantsOfType('pair').filter(isLocalAddress);
  }
}

/** In the options of a connection or of an agent, and with a value of its own: types and defaults are none. */
function isLocalAddress(pair: SyntaxNode): boolean {
  if (fieldText(pair, 'key').replace(/['"]/g, '') !== 'localAddress') return false;
  if (/^(undefined|null|''|"")$/.test(fieldText(pair, 'value'))) return false;
  const call = enclosing(pair, ({ type }) => type === 'call_expression' || type === 'new_expression');
  const callee = call === undefined ? '' : fieldText(call, 'function') || fieldText(call, 'constructor');
  return /(^|\.)(get|request|connect|createConnection|Agent)$/.test(callee);
}

/** `s.bind(new InetSocketAddress(address, 0)); s.connect(…)`. */
function isBoundBeforeConnect({ file }: Code, node: SyntaxNode): boolean {
  const object = fieldText(node, 'object');
  if (fieldText(node, 'name') !== 'bind' || !/^\w+$/.test(object)) return false;
  const o = escapeRegExp(object);
  return (
    /,\s*0\s*\)\s*\)$/.test(node.text) &&
    new RegExp(`\\b(Socket|SocketChannel)\\s+${o}\\b`).test(file.text) &&
    new RegExp(`(?<![\\w.])${o}\\.connect\\s*\\(`).test(file.text.slice(node.endIndex))
  );
}
