import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { Code } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';

const patterns: Readonly<Record<string, readonly [types: readonly string[], pattern: RegExp]>> = {
  cpp: [
    ['declaration', 'expression_statement', 'compound_literal_expression'],
    /\blinger\b[^;=]*=?\s*[({]*\s*(\(\s*struct\s+linger\s*\)\s*\{\s*)?(\.l_onoff\s*=\s*)?(1|true)\s*(,\s*(\.l_linger\s*=\s*)?0\s*)?,?\s*\}|\blinger\b[^;]*\{\s*\.l_linger\s*=\s*0\s*,\s*\.l_onoff\s*=\s*(1|true)\s*,?\s*\}|(\.|->)l_linger\s*=\s*0\s*;?$|^\w+(\.|->)l_onoff\s*=\s*(1|true)\s*;?$/,
  ],
  python: [['call'], /^struct\.pack\(\s*['"][@=<]?(ii|ll|hh|2i|HH)['"]\s*,\s*(1|True)\s*,\s*0\s*\)$/],
  go: [['call_expression'], /\.SetLinger\(\s*0\s*\)$/],
  'c-sharp': [['object_creation_expression'], /^new\s+LingerOption\(\s*true\s*,\s*0\s*\)$/],
  php: [['array_creation_expression'], /['"]l_onoff['"]\s*=>\s*1\s*,\s*['"]l_linger['"]\s*=>\s*0\b/],
  ruby: [
    ['call'],
    /^(\[\s*1\s*,\s*0\s*\]\.pack\(\s*['"][ilsIL]2?[ilsIL]?['"]\s*\)|Socket::Option\.linger\(\s*(true|1)\s*,\s*0\s*\))$/,
  ],
  rust: [
    ['call_expression'],
    /\.set_linger\(\s*Some\(\s*(std::time::|time::)?Duration::(ZERO|(from_(secs|millis)|new)\(\s*0\s*(,\s*0\s*)?\))\s*,?\s*\)\s*\)$/,
  ],
  java: [['method_invocation'], /\.setSoLinger\(\s*true\s*,\s*0\s*\)$/],
};

/** `SO_LINGER {1, 0}`: the connection ends with a reset, and what was not yet sent is lost. */
export const cLinger0: CodeCause = {
  id: 'c-linger0',
  languages: ['c', 'cpp', 'csharp', 'python', 'go', 'java', 'php', 'ruby', 'rust'],
  words: /SO_LINGER|SetLinger|setSoLinger|LingerOption|set_linger|Option\.linger|:LINGER/,
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

/** `l.l_linger = 0;` means this only together with `l.l_onoff = 1;`, and that one where nothing sets the seconds. */
function isSwitchedOn({ file }: Code, node: SyntaxNode): boolean {
  const [, name, , field] = /^(\w+)(\.|->)(l_linger|l_onoff)\b/.exec(node.text) ?? [];
  if (name === undefined) return true;
  const sets = (other: string): boolean => new RegExp(`\\b${name}(\\.|->)${other}\\s*=`).test(file.text);
  if (field === 'l_linger') return new RegExp(`\\b${name}(\\.|->)l_onoff\\s*=\\s*(1|true)`).test(file.text);
  // Zero by `= {0}` or by memset.
  return (
    !sets('l_linger') &&
    new RegExp(`\\blinger\\s+${name}\\s*=\\s*\\{\\s*0?\\s*\\}|\\b(memset|bzero)\\s*\\(\\s*&?${name}\\b`).test(
      file.text,
    )
  );
}
