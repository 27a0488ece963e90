import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { argumentsOf, calleeOf, callsOf, type Code, enclosing, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { ownPort } from '../otherLanguages/ownPort.ts';

/** A local address in Python: the socket is bound to a port of its own before it connects. */
export const pySourceAddress: CodeCause = {
  id: 'c-bind-first',
  languages: ['python'],
  words: /\b(source_address|local_addr|local_address)\s*=|\bSourceAddressAdapter\b/,
  symptoms: ['bind-first'],
  *find(code) {
    for (const node of [...code.root.descendantsOfType('keyword_argument'), ...callsOf(code)]) {
      if (node.type === 'call' ? !isAdapter(node) : !isLocal(code, node)) continue;
      yield {
        node,
        about: node.parent ?? node,
        mechanism:
          'The socket is bound to the address before it connects, so the kernel assigns a port that no other destination can share.',
        advice:
          'Set `IP_BIND_ADDRESS_NO_PORT` (24) with `socket_options` before the bind, or let routing choose the address.',
      };
    }
  },
};

/** `source_address=(me, 0)` of the standard library and urllib3, `local_addr` of asyncio and aiohttp, `local_address` of httpx. */
function isLocal({ file }: Code, node: SyntaxNode): boolean {
  const name = fieldText(node, 'name');
  const value = fieldText(node, 'value');
  if (/^(source_address|local_addr)$/.test(name)) {
    // UDP has no TIME_WAIT.
    const call = enclosing(node, ({ type }) => type === 'call');
    if (call !== undefined && /create_datagram_endpoint$/.test(calleeOf(call))) return false;
    return ownPort(value, file.text) === 'left';
  }
  if (name !== 'local_address' || value === 'None') return false;
  const call = enclosing(node, ({ type }) => type === 'call');
  return call !== undefined && /(^|\.)(Async)?HTTPTransport$/.test(calleeOf(call));
}

/** Of requests_toolbelt: an address alone stands for one with port 0. */
function isAdapter(node: SyntaxNode): boolean {
  const [only] = argumentsOf(node);
  return (
    /(^|\.)SourceAddressAdapter$/.test(calleeOf(node)) &&
    only !== undefined &&
    /^f?["']|,\s*0\s*\)$/.test(only.text)
  );
}
