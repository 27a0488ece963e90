import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { callsOf, type Code, enclosing, fieldText, oncePerFile } from '../code/code.ts';
import type { CodeCause, CodeSite } from '../code/codeCause.ts';
import { scopeOf } from '../code/scope.ts';
import { withoutElement } from '../code/withoutElement.ts';
import { ScriptImports } from './scriptImports.ts';

/** What makes a request with the default agent, by module. */
const clients: Readonly<Record<string, RegExp>> = {
  http: /\.(get|request)$/,
  https: /\.(get|request)$/,
  axios: /^axios(\.(get|post|put|patch|delete|head|request))?$/,
  got: /^got(\.(get|post|put|patch|delete|head))?$/,
  'node-fetch': /^\w+$/,
};

/** HTTP requests of Node.js without keep-alive: `agent: false`, an agent that does not keep, `Connection: close`. */
export const jsAgentOff: CodeCause = {
  id: 'js-agent-off',
  languages: ['javascript', 'jsx', 'typescript', 'tsx'],
  words:
    /\bAgent\b|['"](node:)?(https?|axios|got|node-fetch)['"]|\bagent['"]?\s*:\s*false|connection['"]?\s*:\s*['"`]close/i,
  symptoms: ['asked-to-close'],
  *find(code) {
    const imports = new ScriptImports(code);
    for (const node of code.root.descendantsOfType('new_expression')) {
      const constructor = fieldText(node, 'constructor').replace(/\s+/g, '');
      if (!/(^|\.)Agent$/.test(constructor)) continue;
      const module = imports.moduleOf(constructor);
      if (module === 'http' || module === 'https') yield* plainAgent(code, node);
    }
    yield* defaultAgents(code, imports);
    for (const pair of code.root.descendantsOfType('pair')) {
      const key = fieldText(pair, 'key').replace(/['"]/g, '');
      const value = fieldText(pair, 'value');
      if (key === 'agent' && value === 'false' && isOption(code, pair)) {
        yield {
          node: pair,
          about: aboutOf(pair),
          mechanism:
            '`agent: false` creates an agent for this one request, which asks for the connection to be closed.',
          advice: 'Take `agent: false` out, or share an agent with `keepAlive: true`.',
          ...removal(code, pair, 'Remove agent: false'),
        };
      } else if (
        /^connection$/i.test(key) &&
        /^['"`]close['"`]$/i.test(value) &&
        isRequestHeader(code, pair)
      ) {
        yield {
          node: pair,
          about: aboutOf(pair),
          mechanism: 'The request asks the server to close the connection.',
          advice: 'Remove the header.',
          ...removal(code, pair, 'Remove Connection: close'),
        };
      }
    }
  },
};

/** Node.js keeps connections by default since 19; undici, and with it `fetch`, always has. */
function* defaultAgents(code: Code, imports: ScriptImports): Iterable<CodeSite> {
  if (code.nodeVersion === undefined || code.nodeVersion >= 19) return;
  // An agent that is set for all requests counts for each.
  if (/\b(globalAgent|keepAlive|httpAgent|httpsAgent)\b/.test(code.file.text)) return;
  for (const node of callsOf(code)) {
    const callee = fieldText(node, 'function').replace(/\s+/g, '');
    if (clients[imports.moduleOf(callee) ?? '']?.test(callee) !== true) continue;
    if (/\bagent\b/.test(fieldText(node, 'arguments')) || !scopeOf(code, node).isPerCall) continue;
    yield {
      node,
      needsEvidence: true,
      mechanism: `Node.js before 19 asks for the connection to be closed after each request, and the newest that this project allows is ${String(code.nodeVersion)}.`,
      advice: 'Share an agent with `keepAlive: true`, or require Node.js 19 or later.',
    };
  }
}

function* plainAgent(code: Code, node: SyntaxNode): Iterable<CodeSite> {
  const list = node.childForFieldName('arguments');
  const [options] = list?.namedChildren ?? [];
  if (
    options !== undefined &&
    (options.type !== 'object' ||
      (/\bkeepAlive\b/.test(options.text) && !/\bkeepAlive['"]?\s*:\s*false\b/.test(options.text)))
  )
    return;
  if (options?.namedChildren.some(({ type }) => type === 'spread_element') === true) return;
  const off = options?.namedChildren.find(({ text }) => /^['"]?keepAlive['"]?\s*:\s*false$/.test(text));
  const edit =
    off !== undefined
      ? code.file.edit(off.startIndex, off.endIndex, 'keepAlive: true')
      : options !== undefined
        ? code.file.insert(
            options.startIndex + 1,
            options.namedChildren.length === 0 ? ' keepAlive: true ' : ' keepAlive: true,',
          )
        : list !== null
          ? code.file.edit(list.startIndex, list.endIndex, '({ keepAlive: true })')
          : code.file.insert(node.endIndex, '({ keepAlive: true })');
  yield {
    node,
    mechanism: 'An agent without `keepAlive: true` asks for the connection to be closed after each request.',
    advice: 'Give the agent `keepAlive: true`, and share it.',
    fix: { title: 'Set keepAlive: true', isSafe: true, edits: [edit] },
  };
}

/** What says where to: the call, or the options by themselves. */
function aboutOf(pair: SyntaxNode): SyntaxNode {
  return enclosing(pair, ({ type }) => type === 'call_expression' || type === 'variable_declarator') ?? pair;
}

const requests = /^(get|request|fetch|post|put|delete|patch|head|axios|got)$/;

/** By the last of its names: the text of a whole chain of calls, for each of them, would cost the square of its length. */
function isRequest(call: SyntaxNode): boolean {
  const callee = call.childForFieldName('function');
  const last = callee?.type === 'identifier' ? callee : callee?.childForFieldName('property');
  return last !== null && last !== undefined && requests.test(last.text);
}

/** The names that the requests of a file are given, as options or for them, but in no callback. */
const givenToRequests = oncePerFile((code) => {
  const names = new Set<string>();
  const isOther = (node: SyntaxNode): boolean =>
    code.shape.functions.has(node.type) || (node.type === 'call_expression' && isRequest(node));
  const left = callsOf(code)
    .filter(isRequest)
    .flatMap((call) => call.childForFieldName('arguments')?.namedChildren ?? []);
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (isOther(node)) continue;
    if (/^(identifier|shorthand_property_identifier)$/.test(node.type)) names.add(node.text);
    left.push(...node.namedChildren);
  }
  return names;
});

/** In the options of a request, here or by their name, not of something that happens to have an `agent`. */
function isOption(code: Code, pair: SyntaxNode): boolean {
  const outer = enclosing(pair, ({ type }) => type === 'call_expression' || type === 'variable_declarator');
  if (outer === undefined) return false;
  if (outer.type === 'call_expression') return isRequest(outer);
  const name = fieldText(outer, 'name');
  return /^[\w$]+$/.test(name) && givenToRequests(code).has(name);
}

function isRequestHeader(code: Code, pair: SyntaxNode): boolean {
  const headers = pair.parent?.parent;
  if (headers?.type !== 'pair' || fieldText(headers, 'key').replace(/['"]/g, '') !== 'headers') return false;
  if (isOption(code, headers)) return true;
  const call = enclosing(headers, ({ type }) => /^(call_expression|new_expression)$/.test(type));
  const callee =
    call === undefined
      ? ''
      : (fieldText(call, 'function') || fieldText(call, 'constructor')).replace(/\s+/g, '');
  return /(^|\.)(get|request|fetch|post|put|delete|patch|head|axios|got|create|extend)$/.test(callee);
}

function removal({ file }: Code, pair: SyntaxNode, title: string): Pick<CodeSite, 'fix'> {
  const edits = withoutElement(file, pair);
  return edits === undefined ? {} : { fix: { title, isSafe: true, edits } };
}
