import type { TextEdit } from '../../model/textRange.ts';
import { type Code, fieldText, functionAround, wordsOf } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { removableStatement } from '../code/removable.ts';
import { withoutElement } from '../code/withoutElement.ts';
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
      const edits =
        node.type === 'keyed_element' ? withoutElement(code.file, node) : withoutAssignment(code, node);
      yield {
        node,
        mechanism: 'Each request asks for its connection to be closed.',
        advice: 'Remove it, and read bodies to the end so that connections can be kept.',
        ...(edits && { fix: { title: 'Keep connections', isSafe: true, edits } }),
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

/** Absent where it is more than a statement of a block, or the only use of its variable, which Go does not compile. */
function withoutAssignment(code: Code, node: SyntaxNode): readonly TextEdit[] | undefined {
  const statement = removableStatement(node);
  const name = /^\w+/.exec(node.text)?.[0] ?? '';
  const around = functionAround(code, node)?.text ?? '';
  const isDeclaredHere = new RegExp(`\\b${name}\\b[^\\n=]*:=|\\bvar\\s+${name}\\b`).test(around);
  const isUsed = wordsOf(around).filter((word) => word === name).length > 2;
  return statement === undefined || (isDeclaredHere && !isUsed)
    ? undefined
    : [code.file.remove(statement.startIndex, statement.endIndex)];
}
