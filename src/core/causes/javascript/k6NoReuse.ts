import { fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';

/** k6 without connection reuse: the load test uses up the ports. */
export const k6NoReuse: CodeCause = {
  id: 'sh-load',
  languages: ['javascript', 'typescript'],
  words: /\bno(VU)?ConnectionReuse\b/,
  symptoms: ['thrown-away'],
  *find(code) {
    if (!/['"]k6(\/|['"])/.test(code.file.text)) return;
    for (const node of code.root.descendantsOfType('pair')) {
      if (
        !/^['"]?no(VU)?ConnectionReuse['"]?$/.test(fieldText(node, 'key')) ||
        fieldText(node, 'value') !== 'true'
      )
        continue;
      yield {
        node,
        mechanism:
          'k6 opens a connection for each request, so this machine runs out of ports before the server is under load.',
        advice: 'Remove the option, unless you want to measure new connections.',
      };
    }
  },
};
