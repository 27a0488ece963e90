import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { TextEdit } from '../../model/textRange.ts';
import { callsOf, type Code, enclosing, escapeRegExp, fieldText, functionAround } from '../code/code.ts';
import type { CodeCause, CodeSite } from '../code/codeCause.ts';
import { leaveOthers, removableStatement } from '../code/removable.ts';
import { scopeOf } from '../code/scope.ts';
import { withoutElement } from '../code/withoutElement.ts';

/** A place where keep-alive is switched off. */
interface Off {
  readonly node: SyntaxNode;
  /** The request says it to the server; otherwise the client just closes what it could keep. */
  readonly asks: boolean;
  /** What has the address; the node itself where it is absent. */
  readonly about?: SyntaxNode;
  readonly needsEvidence?: true;
  /** What takes it away. */
  readonly edits?: readonly TextEdit[] | undefined;
}

/** Keep-alive switched off in the other languages; Go and JavaScript have causes of their own. */
export const keepAliveOff: CodeCause = {
  id: 'keep-alive-off',
  languages: ['python', 'java', 'csharp', 'php', 'c', 'cpp', 'ruby'],
  words:
    /\bconnection\b['"\s,:=>\]]+close\b|\bmax_keepalive_connections\s*=\s*0|\bforce_close\s*=\s*True|\bhttp\.keepAlive\b|\bNoConnectionReuseStrategy\b|\bConnectionClose\s*=\s*true|\bCURLOPT_(FORBID_REUSE|FRESH_CONNECT)\b/i,
  symptoms: ['asked-to-close'],
  *find(code) {
    for (const off of offIn(code)) yield siteOf(off);
  },
};

function siteOf({ node, asks, about, needsEvidence, edits }: Off): CodeSite {
  return {
    node,
    ...(about && { about }),
    ...(needsEvidence && { needsEvidence }),
    ...(!asks && { symptoms: ['thrown-away'] as const }),
    mechanism: asks
      ? 'The request asks the server to close the connection.'
      : 'The client closes each connection after one request instead of keeping it.',
    advice: 'Remove it, and share the client, so that connections are kept.',
    ...(edits && { fix: { title: 'Keep connections', isSafe: true, edits } }),
  };
}

function offIn(code: Code): Iterable<Off> {
  switch (code.shape.grammar) {
    case 'python':
      return inPython(code);
    case 'java':
      return inJava(code);
    case 'c-sharp':
      return inCSharp(code);
    case 'php':
      return inPhp(code);
    case 'ruby':
      return inRuby(code);
    default:
      return inC(code);
  }
}

const closeText = /^['"]close['"]$/i;
const connectionText = /^['"]connection['"]$/i;

function* inPython(code: Code): Iterable<Off> {
  const { file, root } = code;
  if (!/\b(requests|httpx|aiohttp|urllib3)\b/.test(file.text)) return;
  for (const node of root.descendantsOfType('keyword_argument')) {
    const callee = fieldText(callAround(code, node) ?? node, 'function');
    const isLimit = /^max_keepalive_connections\s*=\s*0$/.test(node.text) && /(^|\.)Limits$/.test(callee);
    const isForced = /^force_close\s*=\s*True$/.test(node.text) && /(^|\.)TCPConnector$/.test(callee);
    if (isLimit || isForced) yield { node, asks: false, edits: withoutElement(file, node) };
  }
  for (const node of root.descendantsOfType('pair')) {
    if (!connectionText.test(fieldText(node, 'key')) || !closeText.test(fieldText(node, 'value'))) continue;
    const argument = node.parent?.parent;
    const call = callAround(code, node);
    if (argument?.type !== 'keyword_argument' || fieldText(argument, 'name') !== 'headers') continue;
    if (call === undefined || !isRequestInPython(fieldText(call, 'function'))) continue;
    if (isOnce(code, node)) continue;
    yield { node, asks: true, about: call, edits: withoutElement(file, node) };
  }
  for (const node of root.descendantsOfType('assignment')) {
    const name = /^(\w+)\.headers\[['"]connection['"]\]$/i.exec(fieldText(node, 'left'))?.[1];
    if (name === undefined || !closeText.test(fieldText(node, 'right'))) continue;
    const isSession = new RegExp(
      `\\b${name}\\s*=\\s*(requests\\.[Ss]ession|httpx\\.(Async)?Client|aiohttp\\.ClientSession)\\b`,
    );
    if (isSession.test(file.text)) yield statementOff(code, node, true);
  }
}

function isRequestInPython(callee: string): boolean {
  return /(^|\.)(get|post|put|patch|delete|head|options|request|stream|urlopen|Client|AsyncClient|ClientSession|PoolManager)$/.test(
    callee,
  );
}

function* inJava(code: Code): Iterable<Off> {
  const { file } = code;
  for (const node of callsOf(code)) {
    const name = node.childForFieldName('name');
    const list = fieldText(node, 'arguments').replace(/\s+/g, '');
    const object = node.childForFieldName('object');
    if (name === null) continue;
    if (name.text === 'setProperty' && /^\("http\.keepAlive","false"\)$/.test(list)) {
      if (object?.text === 'System') yield statementOff(code, node, true);
    } else if (name.text === 'setConnectionReuseStrategy' && /\bNoConnectionReuseStrategy\b/.test(list)) {
      const isChained = object?.type === 'method_invocation';
      const chained = isChained ? [file.edit(object.endIndex, node.endIndex, '')] : undefined;
      yield { node: name, asks: false, edits: chained ?? statementOff(code, node, false).edits };
    } else if (/^\("connection","close"\)$/i.test(list) && isRequestInJava(code, name.text, object)) {
      if (!isOnce(code, node)) yield { ...statementOff(code, node, true), node: name };
    }
  }
}

/** A servlet sets headers of its answer with the same methods. */
function isRequestInJava({ file }: Code, name: string, object: SyntaxNode | null): boolean {
  if (name === 'setRequestProperty') return true;
  if (object === null || !/^(add|set)?header$/i.test(name)) return false;
  if (/^new\s+(okhttp3\.)?Request\.Builder\(/.test(object.text)) return true;
  return (
    /^\w+$/.test(object.text) &&
    new RegExp(`\\bHttp(Get|Post|Put|Patch|Delete|Head)\\s+${object.text}\\b`).test(file.text)
  );
}

function* inCSharp(code: Code): Iterable<Off> {
  for (const node of code.root.descendantsOfType('assignment_expression')) {
    if (fieldText(node, 'right') !== 'true') continue;
    const left = fieldText(node, 'left').replace(/\s+/g, '');
    const isInitializer = left === 'ConnectionClose' && node.parent?.type === 'initializer_expression';
    // The answer of a server has the same member.
    const isRequest = /\.(DefaultRequest)?Headers\.ConnectionClose$/.test(left) && !/resp|result/i.test(left);
    if (isInitializer) yield { node, asks: true, edits: withoutElement(code.file, node) };
    else if (isRequest && (/\.DefaultRequestHeaders\./.test(left) || !isOnce(code, node)))
      yield statementOff(code, node, true);
  }
}

/** A handle that ends with its request keeps nothing either way: only one that is used again loses by it. */
function* inPhp(code: Code): Iterable<Off> {
  const { file, root } = code;
  for (const node of callsOf(code)) {
    if (fieldText(node, 'function') !== 'curl_setopt') continue;
    const [, handle = ''] =
      /^\(\s*([^,]+?)\s*,\s*CURLOPT_(?:FORBID_REUSE|FRESH_CONNECT)\s*,\s*(?:true|1)\s*\)$/i.exec(
        fieldText(node, 'arguments'),
      ) ?? [];
    if (handle !== '') yield { ...statementOff(code, node, false), ...usedOnce(code, node, handle) };
  }
  for (const node of root.descendantsOfType('array_element_initializer')) {
    if (!/^CURLOPT_(FORBID_REUSE|FRESH_CONNECT)\s*=>\s*(true|1)$/i.test(node.text)) continue;
    const about = functionAround(code, node) ?? node;
    yield { node, asks: false, about, edits: withoutElement(file, node), ...usedOnce(code, node, '') };
  }
}

function usedOnce(code: Code, node: SyntaxNode, handle: string): Pick<Off, 'needsEvidence'> {
  const isKept = /^(\$this->|self::|static::)/.test(handle) || scopeOf(code, node).isInLoop;
  return isKept ? {} : { needsEvidence: true };
}

function* inC(code: Code): Iterable<Off> {
  for (const node of callsOf(code)) {
    if (fieldText(node, 'function') !== 'curl_easy_setopt') continue;
    const list = fieldText(node, 'arguments').replace(/\s+/g, '');
    if (/,CURLOPT_(FORBID_REUSE|FRESH_CONNECT),(\(long\))?(1L?|true)\)$/.test(list))
      yield statementOff(code, node, false);
  }
}

function* inRuby(code: Code): Iterable<Off> {
  const { file, root } = code;
  for (const node of root.descendantsOfType('pair')) {
    if (!connectionText.test(fieldText(node, 'key')) || !closeText.test(fieldText(node, 'value'))) continue;
    const call = callAround(code, node);
    const callee = call === undefined ? '' : `${fieldText(call, 'receiver')}.${fieldText(call, 'method')}`;
    if (
      !/^(Net::HTTP|HTTParty|Faraday|RestClient|Excon|HTTP)\b.*\.(get|post|put|patch|delete|head|new|headers|start)$/.test(
        callee,
      )
    )
      continue;
    if (!isOnce(code, node)) yield { node, asks: true, about: call ?? node };
  }
  for (const node of root.descendantsOfType('assignment')) {
    const name = /^(\w+)\[['"]connection['"]\]$/i.exec(fieldText(node, 'left'))?.[1];
    if (name === undefined || !closeText.test(fieldText(node, 'right'))) continue;
    const isRequest = new RegExp(
      `\\b${escapeRegExp(name)}\\s*=\\s*Net::HTTP::(Get|Post|Put|Patch|Delete|Head)\\.new\\b`,
    );
    if (isRequest.test(file.text) && !isOnce(code, node))
      yield { node, asks: true, about: functionAround(code, node) ?? node };
  }
}

function callAround({ shape }: Code, node: SyntaxNode): SyntaxNode | undefined {
  return enclosing(node, ({ type }) => shape.calls.includes(type));
}

/** One request, at the start or in a test, has no use for its connection afterwards. */
function isOnce(code: Code, node: SyntaxNode): boolean {
  return !scopeOf(code, node).isPerCall;
}

/** What is a statement of its own and can be taken out, as others are left. */
function statementOff(code: Code, node: SyntaxNode, asks: boolean): Off {
  const statement = removableStatement(node);
  const edits =
    statement !== undefined && leaveOthers([statement])
      ? [code.file.remove(statement.startIndex, statement.endIndex)]
      : undefined;
  return { node, asks, about: functionAround(code, node) ?? node, edits };
}
