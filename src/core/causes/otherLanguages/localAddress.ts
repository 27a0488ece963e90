import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import {
  argumentsOf,
  calleeOf,
  callsOf,
  type Code,
  enclosing,
  escapeRegExp,
  fieldText,
} from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { ownPort } from './ownPort.ts';

/**
 * A local address that a library binds its sockets to before they connect, without the option (seen with strace, or in its source);
 * Go and Python have causes of their own.
 */
export const localAddress: CodeCause = {
  id: 'c-bind-first',
  languages: ['javascript', 'jsx', 'typescript', 'tsx', 'ruby', 'java', 'csharp', 'rust'],
  words:
    /\b(set)?_?[lL]ocal_?[aA]ddress\b|\blocal_host\b|\bTCPSocket\b|\bSocket\.tcp\b|\bnew\s+Socket\s*\(|\bTcpClient\b|\bBindIPEndPointDelegate\b/,
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
      return inRuby(code);
    case 'java':
      return callsOf(code).filter((node) => isOfJava(code, node));
    case 'c-sharp':
      return inCSharp(code);
    case 'rust':
      return callsOf(code).filter((node) => isOfRust(code, node));
    default:
      return inScript(code);
  }
}

function inRuby(code: Code): readonly SyntaxNode[] {
  const options = code.root
    .descendantsOfType(['pair', 'assignment'])
    .filter(({ text }) => /^(:?local_host\s*(=>|:)|[\w.@]+\.local_host\s*=)\s*(?!nil\b)\S/.test(text));
  const calls = callsOf(code).filter((node) => {
    if (!/^(::)?(TCPSocket\.(new|open)|Socket\.tcp)$/.test(calleeOf(node))) return false;
    const [, , host, port] = argumentsOf(node);
    if (host === undefined || /^(pair|hash|block_argument|nil)$/.test(host.type)) return false;
    return port === undefined || /^(0|nil)$/.test(port.text) || port.type === 'pair';
  });
  return [...options, ...calls];
}

/** The constructor of a socket with an own address, `java.net.http`, and Apache's HTTP client. */
function isOfJava({ file }: Code, node: SyntaxNode): boolean {
  const callee = calleeOf(node);
  const values = argumentsOf(node);
  if (node.type === 'object_creation_expression')
    return /^(Socket|java\.net\.Socket)$/.test(callee) && values.length === 4 && values[3]?.text === '0';
  const [only, ...more] = values;
  if (only === undefined || more.length > 0 || only.text === 'null') return false;
  if (callee.endsWith('.localAddress')) return /\bjava\.net\.http\b/.test(file.text);
  return (
    callee.endsWith('.setLocalAddress') && /\borg\.apache\.(hc|http)\b|\bRequestConfig\b/.test(file.text)
  );
}

function inCSharp(code: Code): readonly SyntaxNode[] {
  const clients = callsOf(code).filter((node) => {
    const [only, ...more] = argumentsOf(node);
    if (node.type !== 'object_creation_expression' || !/(^|\.)TcpClient$/.test(calleeOf(node))) return false;
    return only !== undefined && more.length === 0 && ownPort(only.text, code.file.text) === 'left';
  });
  const delegates = code.root
    .descendantsOfType('assignment_expression')
    .filter((node) => /\.BindIPEndPointDelegate$/.test(fieldText(node, 'left')))
    .filter((node) => /,\s*0\s*\)/.test(fieldText(node, 'right')));
  return [...clients, ...delegates];
}

/** Both libraries bind with port 0 before they connect. */
function isOfRust({ file }: Code, node: SyntaxNode): boolean {
  const [only, ...more] = argumentsOf(node);
  if (only === undefined || more.length > 0 || only.text === 'None') return false;
  const callee = calleeOf(node);
  return (
    (/\.local_address$/.test(callee) && /\breqwest\b/.test(file.text)) ||
    (/\.set_local_address$/.test(callee) && /\bhyper(_util)?\b/.test(file.text))
  );
}

const takesOptions = /(^|\.)(get|request|connect|createConnection|Agent|Client|Pool)$/;

/** In the options of a connection, an agent or a pool, here or by their name: types, defaults and logs are none. */
function inScript(code: Code): readonly SyntaxNode[] {
  return code.root
    .descendantsOfType(['pair', 'shorthand_property_identifier'])
    .filter((node) => isNamed(node) && leavesPort(node) && isOption(code, node));
}

function isNamed(node: SyntaxNode): boolean {
  if (node.type !== 'pair') return node.text === 'localAddress';
  return (
    fieldText(node, 'key').replace(/['"]/g, '') === 'localAddress' &&
    !/^(undefined|null|''|"")$/.test(fieldText(node, 'value'))
  );
}

/** A port that the program names itself is what it wants. */
function leavesPort({ parent }: SyntaxNode): boolean {
  const port = parent?.namedChildren.find(({ text }) => /^['"]?localPort\b/.test(text));
  return port === undefined || /:\s*(0|undefined)$/.test(port.text);
}

function isOption({ file }: Code, node: SyntaxNode): boolean {
  const outer = enclosing(node, ({ type }) =>
    /^(call_expression|new_expression|variable_declarator)$/.test(type),
  );
  if (outer === undefined) return false;
  if (outer.type !== 'variable_declarator') return takesOptions.test(calleeOf(outer));
  const name = fieldText(outer, 'name');
  return (
    /^[\w$]+$/.test(name) &&
    new RegExp(
      `\\b(get|request|connect|createConnection|Agent|Client|Pool)\\s*\\(\\s*([^()\\n]*,\\s*)?(\\.\\.\\.)?${escapeRegExp(name)}\\b`,
    ).test(file.text)
  );
}
