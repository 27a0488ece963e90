import { callsOf, enclosing, escapeRegExp, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { givenName, scopeOf } from '../code/scope.ts';

/** `stream=True` whose answer is neither read nor closed: the connection is never given back. */
export const pyStream: CodeCause = {
  id: 'py-stream',
  languages: ['python'],
  words: /\bstream\s*=\s*True\b/,
  symptoms: ['hoard'],
  *find(code) {
    if (!/\b(requests|httpx|urllib3|session)\b/i.test(code.file.text)) return;
    for (const node of callsOf(code)) {
      if (
        !/\.(get|post|put|patch|delete|request|send)$/.test(fieldText(node, 'function').replace(/\s+/g, ''))
      )
        continue;
      const list = node.childForFieldName('arguments');
      if (
        list?.namedChildren.some(
          ({ type, text }) => type === 'keyword_argument' && /^stream\s*=\s*True$/.test(text),
        ) !== true
      )
        continue;
      if (
        enclosing(node, ({ type }) => /^(with_item|with_clause|return_statement|yield)$/.test(type)) !==
        undefined
      )
        continue;
      const scope = scopeOf(code, node);
      const name = givenName(code, node);
      const parent = node.parent;
      const isKept =
        parent?.type === 'argument_list' &&
        /\.append$/.test(parent.parent === null ? '' : fieldText(parent.parent, 'function'));
      const isDropped = parent?.type === 'expression_statement';
      if (name === undefined ? !isKept && !isDropped : isGivenBack((scope.around ?? code.root).text, name))
        continue;
      yield {
        node,
        mechanism: 'The body is neither read nor closed after `stream=True`, so the connection stays in use.',
        advice: 'Use the response in a `with` block, or read it to the end.',
      };
    }
  },
};

/** Read, closed, or handed to others: only statuses and headers leave the body where it is. */
function isGivenBack(text: string, name: string): boolean {
  const uses = [
    ...text.matchAll(new RegExp(`(?<![\\w.])${escapeRegExp(name)}(?!\\w)([^\\n]?[^\\n]?[\\w.]*)`, 'g')),
  ];
  return uses
    .slice(1)
    .some(
      ([, after = '']) =>
        !/^\s*=|^\.(status_code|ok|headers|reason|url|raise_for_status|history|elapsed|encoding|cookies)\b/.test(
          after,
        ),
    );
}
