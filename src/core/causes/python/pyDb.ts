import { isCallersChoice } from '../code/callersChoice.ts';
import { callsOf, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { hoistEdit } from '../code/hoist.ts';
import { isOneShot } from '../code/oneShot.ts';
import { outlivesCall, scopeOf } from '../code/scope.ts';
import { PythonImports } from './pythonImports.ts';

const connects =
  /^(redis(\.asyncio|\.client)?\.(Redis|StrictRedis|from_url)|redis\.Redis\.from_url|psycopg2?\.connect|psycopg\.AsyncConnection\.connect|psycopg\.Connection\.connect|pymysql\.connect|MySQLdb\.connect|mysql\.connector\.connect|asyncpg\.connect|aiomysql\.connect|pymongo\.MongoClient|pymemcache\.client\.base\.Client)$/;

/** A connection to a database for each call. */
export const pyDb: CodeCause = {
  id: 'py-db',
  languages: ['python'],
  words: /\b(redis|psycopg2?|pymysql|MySQLdb|mysql|asyncpg|aiomysql|pymongo|pymemcache)\b/,
  symptoms: ['thrown-away', 'hoard'],
  *find(code) {
    const imports = new PythonImports(code);
    for (const node of callsOf(code)) {
      const full = imports.resolve(fieldText(node, 'function').replace(/\s+/g, ''));
      if (full === undefined || !connects.test(full) || /unix_socket/.test(node.text)) continue;
      // A pool that is handed in is what holds the connections.
      if (/\bconnection_pool\s*=/.test(node.text)) continue;
      const scope = scopeOf(code, node);
      if (!scope.isPerCall || isOneShot(code, scope) || outlivesCall(code, node, scope.around)) continue;
      const isRedis = full.startsWith('redis');
      const isShareable = isRedis && !/asyncio/.test(full) && node.parent?.type === 'assignment';
      const fix = isShareable
        ? hoistEdit(code, node, {
            title: 'Share one Redis client',
            isSafe: true,
            name: '_redis',
            declare: (name, made) => `${name} = ${made}`,
          })
        : undefined;
      yield {
        node,
        ...(isCallersChoice(code, node) && { needsEvidence: true as const }),
        mechanism: isRedis
          ? 'Each call creates a Redis client, whose pool and connection serve only this call.'
          : 'Each call opens a connection to the database.',
        advice: isRedis
          ? 'Create one client per process: it is thread-safe and keeps its connections.'
          : 'Use a connection pool that is created once per process; `with conn` in psycopg2 does not close the connection.',
        ...(fix && { fix }),
      };
    }
  },
};
