import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { argumentsOf, calleeOf, type Code, enclosing, fieldText, oncePerFile } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { ownPort } from '../otherLanguages/ownPort.ts';

/** A local address in Go: the socket is bound to a port of its own before it connects. */
export const goLocalAddr: CodeCause = {
  id: 'c-bind-first',
  languages: ['go'],
  words: /\bLocalAddr\b|\bDialTCP\b/,
  symptoms: ['bind-first'],
  *find(code) {
    const { text } = code.file;
    if (/IP_BIND_ADDRESS_NO_PORT|\bControl(Context)?:/.test(text)) return;
    for (const node of code.root.descendantsOfType([
      'keyed_element',
      'assignment_statement',
      'call_expression',
    ])) {
      const place = placeOf(code, node);
      if (place === undefined || /UnixAddr|UDPAddr/.test(node.text)) continue;
      // A port that the program names itself is what it wants.
      const port = ownPort(place.address, text);
      if (port === 'named') continue;
      yield {
        node,
        about: place.about,
        // A variable may be nil, or hold an address with a port; that of a dialer is set on purpose.
        ...(port === 'unknown' && node.type === 'call_expression' && { needsEvidence: true as const }),
        mechanism:
          'The socket is bound to the address before it connects, so the kernel assigns a port that no other destination can share.',
        advice: 'Set `IP_BIND_ADDRESS_NO_PORT` in the dialer’s `Control`, or let routing choose the address.',
      };
    }
  },
};

/** The local address of a dialer, or of `net.DialTCP`; absent where there is none. */
function placeOf(
  code: Code,
  node: SyntaxNode,
): { readonly address: string; readonly about: SyntaxNode } | undefined {
  if (node.type === 'call_expression') {
    const [, local] = argumentsOf(node);
    if (calleeOf(node) !== 'net.DialTCP' || local === undefined || local.text === 'nil') return undefined;
    return { address: local.text, about: node };
  }
  if (isOfUdp(code)) return undefined;
  if (node.type === 'keyed_element') {
    const address = /^LocalAddr\s*:\s*(?!nil\b)(.*)$/s.exec(node.text)?.[1];
    const literal = enclosing(node, ({ type }) => type === 'composite_literal');
    if (
      address === undefined ||
      literal === undefined ||
      !/^(net\.Dialer|fasthttp\.TCPDialer)\b/.test(literal.text)
    )
      return undefined;
    return { address, about: literal };
  }
  const name = /^(\w+)\.LocalAddr$/.exec(fieldText(node, 'left'))?.[1];
  const address = fieldText(node, 'right');
  if (name === undefined || address === 'nil' || !dialersOf(code).has(name)) return undefined;
  return { address, about: node };
}

/** UDP has no TIME_WAIT. */
const isOfUdp = oncePerFile(({ file }) => /DialUDP|"udp/.test(file.text));

/** The names that the file gives dialers. */
const dialersOf = oncePerFile(({ file }): ReadonlySet<string> => {
  const found = file.text.matchAll(/\b(\w+)(?:\s*:?=\s*&?|\s+\*?)net\.Dialer\b/g);
  return new Set(Array.from(found, ([, name = '']) => name));
});
