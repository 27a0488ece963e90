import { fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { isByFactory } from '../code/oneShot.ts';
import { hoistEdit } from '../code/hoist.ts';
import { outlivesCall, scopeOf } from '../code/scope.ts';
import { ScriptImports } from './scriptImports.ts';

/** An agent, client or pool made for each request: its connections serve nobody else. */
export const jsAgentPerCall: CodeCause = {
  id: 'js-agent-per-call',
  languages: ['javascript', 'jsx', 'typescript', 'tsx'],
  words: /\bnew\s+[\w.]*(Agent|Client|Pool)\b/,
  symptoms: ['hoard', 'thrown-away'],
  *find(code) {
    const imports = new ScriptImports(code);
    for (const node of code.root.descendantsOfType('new_expression')) {
      const constructor = fieldText(node, 'constructor').replace(/\s+/g, '');
      const module = imports.moduleOf(constructor);
      const isNode =
        (module === 'http' || module === 'https') &&
        /(^|\.)Agent$/.test(constructor) &&
        /\bkeepAlive['"]?\s*:\s*true\b/.test(node.text);
      const isUndici = module === 'undici' && /(^|\.)(Agent|Client|Pool)$/.test(constructor);
      if (!isNode && !isUndici) continue;
      const scope = scopeOf(code, node);
      if (!scope.isPerCall) continue;
      if (outlivesCall(code, node, scope.around)) continue;
      const fix = hoistEdit(code, node, {
        title: isUndici ? 'Share one for all requests' : 'Share one agent',
        isSafe: true,
        name: isUndici ? 'sharedDispatcher' : 'sharedAgent',
        declare: (name, made) => `const ${name} = ${made};`,
      });
      yield {
        node,
        ...(isByFactory(scope) && { needsEvidence: true as const }),
        ...(isUndici && { symptoms: ['thrown-away'] as const }),
        mechanism: isUndici
          ? `Each request creates a \`${constructor}\`, and its connection ends with it.`
          : 'Each request creates an agent that keeps connections, but no other request uses them.',
        advice: 'Create one at the top of the module and use it for all requests.',
        ...(fix && { fix }),
      };
    }
  },
};
