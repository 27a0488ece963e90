import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { callsOf, type Code, enclosing, fieldText } from '../code/code.ts';
import type { CodeCause, CodeSite } from '../code/codeCause.ts';
import { scopeOf } from '../code/scope.ts';
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
      if (key === 'agent' && value === 'false' && isOption(pair)) {
        yield {
          node: pair,
          about: enclosing(pair, ({ type }) => type === 'call_expression') ?? pair,
          mechanism:
            '`agent: false` creates an agent for this one request, which asks for the connection to be closed.',
          advice: 'Take `agent: false` out, or share an agent with `keepAlive: true`.',
          fix: { title: 'Remove agent: false', isSafe: true, edits: [removal(code, pair)] },
        };
      } else if (/^connection$/i.test(key) && /^['"`]close['"`]$/i.test(value) && isRequestHeader(pair)) {
        yield {
          node: pair,
          about: enclosing(pair, ({ type }) => type === 'call_expression') ?? pair,
          mechanism: 'The request asks the server to close the connection.',
          advice: 'Remove the header.',
          fix: { title: 'Remove Connection: close', isSafe: true, edits: [removal(code, pair)] },
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

/** In the options of a request, not of something that happens to have an `agent`. */
function isOption(pair: SyntaxNode): boolean {
  const call = enclosing(pair, ({ type }) => type === 'call_expression');
  return (
    call !== undefined &&
    /(^|\.)(get|request|fetch|post|put|delete|patch|head|axios|got)$/.test(
      fieldText(call, 'function').replace(/\s+/g, ''),
    )
  );
}

function isRequestHeader(pair: SyntaxNode): boolean {
  const headers = pair.parent?.parent;
  if (headers?.type !== 'pair' || fieldText(headers, 'key').replace(/['"]/g, '') !== 'headers') return false;
  const call = enclosing(headers, ({ type }) => /^(call_expression|new_expression)$/.test(type));
  const callee =
    call === undefined
      ? ''
      : (fieldText(call, 'function') || fieldText(call, 'constructor')).replace(/\s+/g, '');
  return /(^|\.)(get|request|fetch|post|put|delete|patch|head|axios|got|create|extend)$/.test(callee);
}

/** With the comma that parts it from its neighbours. */
function removal({ file }: Code, pair: SyntaxNode): ReturnType<typeof file.edit> {
  const after = /^\s*,\s*/.exec(file.text.slice(pair.endIndex));
  if (after !== null) return file.edit(pair.startIndex, pair.endIndex + after[0].length, '');
  const before = /,\s*$/.exec(file.text.slice(0, pair.startIndex));
  return file.edit(pair.startIndex - (before?.[0].length ?? 0), pair.endIndex, '');
}
