import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { Code } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';

const patterns: Readonly<Record<string, readonly [types: readonly string[], pattern: RegExp]>> = {
  cpp: [
    ['declaration', 'expression_statement', 'compound_literal_expression'],
    /\blinger\b[^;=]*=?\s*[({]*\s*(\(\s*struct\s+linger\s*\)\s*\{\s*)?(\.l_onoff\s*=\s*)?(1|true)\s*,\s*(\.l_linger\s*=\s*)?0\s*\}|\.l_linger\s*=\s*0\s*;?$/,
  ],
  python: [['call'], /^struct\.pack\(\s*['"][@=<]?(ii|ll|hh|2i|HH)['"]\s*,\s*(1|True)\s*,\s*0\s*\)$/],
  go: [['call_expression'], /\.SetLinger\(\s*0\s*\)$/],
  java: [['method_invocation'], /\.setSoLinger\(\s*true\s*,\s*0\s*\)$/],
};

/** `SO_LINGER {1, 0}`: the connection ends with a reset, and what was not yet sent is lost. */
export const cLinger0: CodeCause = {
  id: 'c-linger0',
  languages: ['c', 'cpp', 'python', 'go', 'java'],
  words: /SO_LINGER|SetLinger|setSoLinger/,
  symptoms: ['reset'],
  *find(code) {
    const entry = patterns[code.shape.grammar];
    if (entry === undefined) return;
    const [types, pattern] = entry;
    for (const node of code.root.descendantsOfType([...types])) {
      if (!pattern.test(node.text) || !isSwitchedOn(code, node)) continue;
      yield {
        node,
        mechanism:
          'With `SO_LINGER` on and 0 seconds, close sends a reset: there is no TIME_WAIT, but responses in transit are lost.',
        advice: 'Let the peer close first: ask it to, read to the end, then close.',
      };
    }
  },
};

/** `l.l_linger = 0;` means this only together with `l.l_onoff = 1;`. */
function isSwitchedOn({ file }: Code, node: SyntaxNode): boolean {
  const name = /^(\w+)(?:\.|->)l_linger/.exec(node.text)?.[1];
  return name === undefined
    ? !/^\s*\w+(\.|->)l_onoff/.test(node.text)
    : new RegExp(`\\b${name}(\\.|->)l_onoff\\s*=\\s*(1|true)`).test(file.text);
}
