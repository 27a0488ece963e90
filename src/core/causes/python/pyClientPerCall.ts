import { callsOf, escapeRegExp, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { hoistEdit } from '../code/hoist.ts';
import { isOneShot } from '../code/oneShot.ts';
import { givenName, outlivesCall, scopeOf } from '../code/scope.ts';
import { PythonImports } from './pythonImports.ts';
import { withoutBlock } from './withoutBlock.ts';

const clients =
  /^(requests(\.sessions)?\.(Session|session)|httpx\.(Client|AsyncClient)|aiohttp(\.client)?\.ClientSession|urllib3(\.poolmanager)?\.(PoolManager|ProxyManager|HTTPConnectionPool|HTTPSConnectionPool))$/;

/** A session or client that is made for each call and thrown away with its connections. */
export const pyClientPerCall: CodeCause = {
  id: 'py-client-per-call',
  languages: ['python'],
  words:
    /\b(Session|session|Client|AsyncClient|ClientSession|PoolManager|ProxyManager|HTTPS?ConnectionPool)\s*\(/,
  symptoms: ['thrown-away', 'hoard'],
  *find(code) {
    const imports = new PythonImports(code);
    for (const node of callsOf(code)) {
      const full = imports.resolve(fieldText(node, 'function').replace(/\s+/g, ''));
      if (full === undefined || !clients.test(full)) continue;
      // `httpx.AsyncClient(app=app)` and transports of tests open no connection.
      if (/\b(app|transport)\s*=\s*/.test(fieldText(node, 'arguments')) && full.startsWith('httpx')) continue;
      const scope = scopeOf(code, node);
      if (!scope.isPerCall || outlivesCall(code, node, scope.around)) continue;
      const name = givenName(code, node);
      if (!scope.isInLoop && name !== undefined && isUsedOften(scope.around?.text ?? '', name)) continue;
      const short = full.split('.').slice(-1)[0] ?? full;
      const isAsync = /Async|ClientSession/.test(short);
      const fix =
        isAsync || !/^(assignment|attribute|as_pattern)$/.test(node.parent?.type ?? '')
          ? undefined
          : withoutBlock(
              code,
              node,
              hoistEdit(code, node, {
                title: `Share one ${short}`,
                isSafe: false,
                name: '_session',
                declare: (shared, made) => `${shared} = ${made}`,
              }),
            );
      yield {
        node,
        ...(isOneShot(code, scope) && { needsEvidence: true as const }),
        mechanism: `Each call creates a \`${short}\`, so its connections are used once and closed with it.`,
        advice: isAsync
          ? 'Create one client when the application starts (lifespan, startup), in its event loop, and close it at shutdown.'
          : `Create one \`${short}\` per process and use it for all calls.`,
        ...(fix && { fix }),
      };
    }
  },
};

/** A client that serves a loop, or several calls, is worth its connection. */
function isUsedOften(text: string, name: string): boolean {
  const n = escapeRegExp(name);
  const uses =
    text.match(
      new RegExp(`\\b${n}\\.(get|post|put|patch|delete|head|options|request|stream|send|ws_connect)\\b`, 'g'),
    ) ?? [];
  const loop = new RegExp(
    `\\b(for|while)\\b[^\\n]*(\\n[^\\n]*){0,25}\\b${n}\\b|\\b${n}\\b[^\\n]*\\bfor\\b[^\\n]*\\bin\\b|gather\\s*\\(`,
  );
  const afterMade = text.slice(Math.max(0, text.search(new RegExp(`\\b${n}\\b`))));
  return uses.length > 2 || loop.test(afterMade);
}
