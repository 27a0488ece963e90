import type { CodeCause } from '../code/codeCause.ts';

/** A local address in Python: the socket is bound to a port of its own before it connects. */
export const pySourceAddress: CodeCause = {
  id: 'c-bind-first',
  languages: ['python'],
  words: /\b(source_address|local_addr)\s*=/,
  symptoms: ['bind-first'],
  *find(code) {
    for (const node of code.root.descendantsOfType('keyword_argument')) {
      if (!/^(source_address|local_addr)\s*=\s*\(\s*['"][^'"]+['"]\s*,\s*0\s*\)$/.test(node.text)) continue;
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
