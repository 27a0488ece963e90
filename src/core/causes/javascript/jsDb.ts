import { isCallersChoice } from '../code/callersChoice.ts';
import { callsOf, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { isFactory, outlivesCall, scopeOf } from '../code/scope.ts';
import { ScriptImports } from './scriptImports.ts';

/** What opens one connection, by module. */
const connections: Readonly<Record<string, RegExp>> = {
  pg: /(^|\.)Client$/,
  mysql: /(^|\.)createConnection$/,
  mysql2: /(^|\.)createConnection$/,
  'mysql2/promise': /(^|\.)createConnection$/,
  ioredis: /^(\w*Redis|\w+\.Cluster)$/,
  redis: /(^|\.)createClient$/,
  mongodb: /(^|\.)MongoClient(\.connect)?$/,
  memcached: /^Memcached$/,
};

/** A connection to a database for each call. */
export const jsDb: CodeCause = {
  id: 'js-db',
  languages: ['javascript', 'jsx', 'typescript', 'tsx'],
  words: /['"](pg|mysql2?|mysql2\/promise|ioredis|redis|mongodb|memcached)['"]/,
  symptoms: ['thrown-away', 'asked-to-close'],
  *find(code) {
    const imports = new ScriptImports(code);
    for (const node of callsOf(code)) {
      const callee = (fieldText(node, 'constructor') || fieldText(node, 'function')).replace(/\s+/g, '');
      const module = imports.moduleOf(callee);
      if (module === undefined || connections[module]?.test(callee) !== true) continue;
      const scope = scopeOf(code, node);
      if (!scope.isPerCall || (scope.around !== undefined && isFactory(scope.around))) continue;
      if (outlivesCall(code, node, scope.around)) continue;
      yield {
        node,
        ...(isCallersChoice(code, node) && { needsEvidence: true as const }),
        mechanism: 'Each call opens a connection to the database.',
        advice: 'Create one pool or client at the top of the module and share it.',
      };
    }
  },
};
