import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { callsOf, type Code, enclosing, escapeRegExp, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { givenName, scopeOf } from '../code/scope.ts';

/** `stream=True` whose answer is neither read nor closed: the connection is never given back. */
export const pyStream: CodeCause = {
  id: 'py-stream',
  languages: ['python'],
  words: /\bstream\s*=\s*True\b|\bpreload_content\s*=\s*False\b|\baiohttp\b/,
  // CPython closes what nobody holds any more: of 100 answers that were dropped, none kept its connection.
  symptoms: ['hoard', 'thrown-away'],
  *find(code) {
    if (!/\b(requests|httpx|urllib3|aiohttp|session)\b/i.test(code.file.text)) return;
    for (const node of callsOf(code)) {
      if (
        !/\.(get|post|put|patch|delete|request|send)$/.test(fieldText(node, 'function').replace(/\s+/g, ''))
      )
        continue;
      const library = leavesBody(code, node);
      if (library === undefined) continue;
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
        ...(library === 'aiohttp' && { needsEvidence: true as const }),
        mechanism:
          library === 'aiohttp'
            ? 'The body is neither read nor closed. aiohttp releases the connection once the whole body has arrived, and stops receiving when its read buffer is full: the connection of a larger body stays in use.'
            : 'The body is neither read nor closed, so the connection stays in use.',
        advice: 'Use the response in a `with` block, or read it to the end.',
      };
    }
  },
};

/** What leaves the body to be read: `stream=True` or `preload_content=False` of urllib3, which ask for that, and each request of aiohttp. */
function leavesBody({ file }: Code, node: SyntaxNode): 'asked' | 'aiohttp' | undefined {
  const options = (node.childForFieldName('arguments')?.namedChildren ?? []).filter(
    ({ type }) => type === 'keyword_argument',
  );
  if (options.some(({ text }) => /^(stream\s*=\s*True|preload_content\s*=\s*False)$/.test(text)))
    return 'asked';
  if (node.parent?.type !== 'await' || !/\bimport\s+aiohttp\b|\bfrom\s+aiohttp\b/.test(file.text))
    return undefined;
  const client = /^((?:\w+\.)*\w+)\.\w+$/.exec(fieldText(node, 'function'))?.[1];
  return client !== undefined &&
    new RegExp(
      `${escapeRegExp(client)}\\s*=\\s*(aiohttp\\.)?ClientSession\\b|\\bClientSession\\([^\\n]*\\bas\\s+${escapeRegExp(client)}\\b`,
    ).test(file.text)
    ? 'aiohttp'
    : undefined;
}

/** Read, closed, or handed to others: only statuses and headers leave the body where it is. */
function isGivenBack(text: string, name: string): boolean {
  const uses = [
    ...text.matchAll(new RegExp(`(?<![\\w.])${escapeRegExp(name)}(?!\\w)([^\\n]?[^\\n]?[\\w.]*)`, 'g')),
  ];
  return uses
    .slice(1)
    .some(
      ([, after = '']) =>
        !/^\s*=|^\.(status_code|status|ok|headers|reason|url|raise_for_status|history|elapsed|encoding|cookies)\b/.test(
          after,
        ),
    );
}
