import { isCallersChoice } from '../code/callersChoice.ts';
import { callsOf, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { isByFactory } from '../code/oneShot.ts';
import { outlivesCall, scopeOf } from '../code/scope.ts';
import { ScriptImports } from './scriptImports.ts';

/** What opens one connection, by module. */
const connections: Readonly<Record<string, RegExp>> = {
  pg: /(^|\.)(Client|Pool)$/,
  postgres: /^postgres$/,
  mysql: /(^|\.)create(Connection|Pool)$/,
  mysql2: /(^|\.)create(Connection|Pool)$/,
  'mysql2/promise': /(^|\.)create(Connection|Pool)$/,
  ioredis: /^(\w*Redis|\w+\.Cluster)$/,
  redis: /(^|\.)(createClient|createCluster)$/,
  '@redis/client': /(^|\.)(createClient|createCluster)$/,
  '@prisma/client': /(^|\.)PrismaClient$/,
  knex: /^knex$/i,
  sequelize: /(^|\.)Sequelize$/,
  mongodb: /(^|\.)MongoClient(\.connect)?$/,
  memcached: /^Memcached$/,
};

/** The ports that go without saying. */
const usualPorts: Readonly<Record<string, number>> = {
  pg: 5432,
  postgres: 5432,
  mysql: 3306,
  mysql2: 3306,
  'mysql2/promise': 3306,
  ioredis: 6379,
  redis: 6379,
  '@redis/client': 6379,
  mongodb: 27_017,
  memcached: 11_211,
};

/** `new Sequelize('sqlite::memory:')`, `{ client: 'better-sqlite3' }`: a file has no ports. */
const isOfFile = /['"`](better-)?sqlite/;

/** A connection to a database for each call. */
export const jsDb: CodeCause = {
  id: 'js-db',
  languages: ['javascript', 'jsx', 'typescript', 'tsx'],
  words:
    /['"](pg|postgres|mysql2?|mysql2\/promise|ioredis|redis|@redis\/client|@prisma\/client|knex|sequelize|mongodb|memcached)['"]/,
  symptoms: ['thrown-away', 'asked-to-close'],
  *find(code) {
    const imports = new ScriptImports(code);
    for (const node of callsOf(code)) {
      const callee = (fieldText(node, 'constructor') || fieldText(node, 'function')).replace(/\s+/g, '');
      const module = imports.moduleOf(callee);
      if (module === undefined || connections[module]?.test(callee) !== true) continue;
      if (isOfFile.test(node.text)) continue;
      const scope = scopeOf(code, node);
      if (!scope.isPerCall) continue;
      if (outlivesCall(code, node, scope.around)) continue;
      const usualPort = usualPorts[module];
      yield {
        node,
        ...(usualPort !== undefined && { usualPort }),
        ...((isByFactory(scope) || isCallersChoice(code, node)) && { needsEvidence: true as const }),
        mechanism: 'Each call opens a connection to the database.',
        advice: 'Create one pool or client at the top of the module and share it.',
      };
    }
  },
};
