import { type Code, fieldText, functionAround } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import type { SyntaxNode } from '../../parse/syntaxTrees.ts';

/** Keep-alive switched off in Go. */
export const goDisable: CodeCause = {
  id: 'go-disable',
  languages: ['go'],
  words: /\bDisableKeepAlives\b|\.Close\s*=\s*true/,
  symptoms: ['asked-to-close'],
  *find(code) {
    if (!/"net\/http"/.test(code.file.text)) return;
    for (const node of code.root.descendantsOfType(['keyed_element', 'assignment_statement'])) {
      if (!isOff(code, node)) continue;
      const isField = node.type === 'keyed_element';
      yield {
        node,
        mechanism: 'Each request asks for its connection to be closed.',
        advice: 'Remove it, and read bodies to the end so that connections can be kept.',
        fix: {
          title: 'Keep connections',
          isSafe: true,
          edits: [isField ? removeField(code, node) : code.file.remove(node.startIndex, node.endIndex)],
        },
      };
    }
  },
};

function isOff(code: Code, node: SyntaxNode): boolean {
  const { file } = code;
  const around = functionAround(code, node);
  const text = node.text.replace(/\s+/g, '');
  if (node.type === 'keyed_element') return text === 'DisableKeepAlives:true';
  // A transport that is being put away.
  if (/\.DisableKeepAlives=true$/.test(text))
    return !/CloseIdleConnections/.test(around?.text ?? '') && !/^old/i.test(text);
  const name = /^(\w+)\.Close$/.exec(fieldText(node, 'left'))?.[1];
  return (
    name !== undefined &&
    fieldText(node, 'right') === 'true' &&
    new RegExp(`\\b${name}\\b[^\\n]*:?=\\s*http\\.NewRequest|\\b${name}\\s+\\*http\\.Request\\b`).test(
      file.text,
    )
  );
}

function removeField({ file }: Code, node: SyntaxNode): ReturnType<typeof file.edit> {
  const after = /^[ \t]*,[ \t]*/.exec(file.text.slice(node.endIndex));
  const end = node.endIndex + (after?.[0].length ?? 0);
  return file.remove(node.startIndex, end);
}
