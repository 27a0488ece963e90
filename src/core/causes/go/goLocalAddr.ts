import { enclosing } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';

/** A dialer with a local address in Go: bound to a port of its own before it connects. */
export const goLocalAddr: CodeCause = {
  id: 'c-bind-first',
  languages: ['go'],
  words: /\bLocalAddr\b/,
  symptoms: ['bind-first'],
  *find(code) {
    if (/IP_BIND_ADDRESS_NO_PORT|\bControl(Context)?:/.test(code.file.text)) return;
    for (const node of code.root.descendantsOfType('keyed_element')) {
      if (!/^LocalAddr\s*:\s*(?!nil\b)/.test(node.text)) continue;
      const literal = enclosing(node, ({ type }) => type === 'composite_literal');
      if (literal === undefined || !/^net\.Dialer\b/.test(literal.text)) continue;
      // UDP has no TIME_WAIT.
      if (/UDPAddr|UnixAddr/.test(node.text) || /DialUDP|"udp/.test(code.file.text)) continue;
      yield {
        node,
        about: literal,
        mechanism:
          'The socket is bound to the address before it connects, so the kernel assigns a port that no other destination can share.',
        advice: 'Set `IP_BIND_ADDRESS_NO_PORT` in the dialer’s `Control`, or let routing choose the address.',
      };
    }
  },
};
