import { isCallersChoice } from '../code/callersChoice.ts';
import { callsOf, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { hoistEdit } from '../code/hoist.ts';
import { isOneShot } from '../code/oneShot.ts';
import { outlivesCall, scopeOf } from '../code/scope.ts';
import { PythonImports } from './pythonImports.ts';

const connects =
  /^((redis|aioredis|valkey)(\.asyncio|\.client|\.cluster|\.asyncio\.cluster)?\.(Redis|StrictRedis|RedisCluster|Valkey|ConnectionPool|from_url)(\.from_url)?|psycopg2?\.connect|psycopg\.(Async)?Connection\.connect|(psycopg2\.pool|psycopg_pool)\.\w*ConnectionPool|pymysql\.connect|MySQLdb\.connect|mysql\.connector\.connect|asyncpg\.(connect|create_pool)|aiomysql\.(connect|create_pool)|pymongo\.(Async)?MongoClient|motor\.motor_asyncio\.AsyncIOMotorClient|sqlalchemy(\.ext\.asyncio|\.engine)?\.create_(async_)?engine|pymemcache(\.client(\.base)?)?\.(Client|PooledClient))$/;
/** Clients that threads share. */
const shared = /^(redis|aioredis|valkey)\b/;
/** Clients whose connections belong to one event loop: a module may be used by several. */
const ofEventLoop = /^aioredis\b|\basyncio\b/;

/** The ports that go without saying. */
const usualPorts: Readonly<Record<string, number>> = {
  redis: 6379,
  aioredis: 6379,
  valkey: 6379,
  motor: 27_017,
  psycopg_pool: 5432,
  psycopg: 5432,
  psycopg2: 5432,
  asyncpg: 5432,
  pymysql: 3306,
  MySQLdb: 3306,
  mysql: 3306,
  aiomysql: 3306,
  pymongo: 27_017,
};

/** A connection to a database for each call. */
export const pyDb: CodeCause = {
  id: 'py-db',
  languages: ['python'],
  words:
    /\b(redis|aioredis|valkey|sqlalchemy|motor|psycopg2?|psycopg_pool|pymysql|MySQLdb|mysql|asyncpg|aiomysql|pymongo|pymemcache)\b/,
  symptoms: ['thrown-away', 'hoard'],
  *find(code) {
    const imports = new PythonImports(code);
    for (const node of callsOf(code)) {
      const full = imports.resolve(fieldText(node, 'function').replace(/\s+/g, ''));
      if (full === undefined || !connects.test(full) || /unix_socket/.test(node.text)) continue;
      // A file has no ports.
      if (/create_\w*engine$/.test(full) && /['"]sqlite/.test(node.text)) continue;
      // A pool that is handed in is what holds the connections.
      if (/\bconnection_pool\s*=/.test(node.text)) continue;
      const scope = scopeOf(code, node);
      if (!scope.isPerCall || outlivesCall(code, node, scope.around)) continue;
      const isRedis = shared.test(full);
      const isShareable = isRedis && !ofEventLoop.test(full) && node.parent?.type === 'assignment';
      const fix = isShareable
        ? hoistEdit(code, node, {
            title: 'Share one Redis client',
            isSafe: true,
            name: '_redis',
            declare: (name, made) => `${name} = ${made}`,
          })
        : undefined;
      const usualPort = usualPorts[full.split('.')[0] ?? ''];
      yield {
        node,
        ...(usualPort !== undefined && { usualPort }),
        ...((isOneShot(code, scope) || isCallersChoice(code, node)) && { needsEvidence: true as const }),
        mechanism: isRedis
          ? 'Each call creates a Redis client, whose pool and connection serve only this call.'
          : 'Each call opens a connection to the database.',
        advice: isRedis
          ? ofEventLoop.test(full)
            ? 'Create one client per event loop: it keeps its connections.'
            : 'Create one client per process: it is thread-safe and keeps its connections.'
          : 'Use a connection pool that is created once per process; `with conn` in psycopg2 does not close the connection.',
        ...(fix && { fix }),
      };
    }
  },
};
