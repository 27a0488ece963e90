import { type CauseCase, fault, fine } from './causeCase.ts';

/** Clients of databases in the languages that have a cause of their own for them. */
export const dbCases: readonly CauseCase[] = [
  // A pool that is made aside and then kept in a field.
  fine(
    'A.java',
    'class A {\n  static JedisPool pool;\n  static void fill() {\n    JedisPool made = new JedisPool("10.0.0.5", 6379);\n    pool = made; } }\n',
  ),
  fault(
    'A.java',
    'class A {\n  String price(String id) {\n    JedisPool made = new JedisPool("10.0.0.5", 6379);\n    try (Jedis j = made.getResource()) { return j.get(id); } } }\n',
    '3 java-client-per-call',
  ),
  fault(
    'app.py',
    'from sqlalchemy import create_engine\ndef price(i):\n    engine = create_engine("postgresql://10.0.0.5/a")\n    with engine.connect() as c:\n        return c.execute("select 1")\n',
    '3 py-db',
  ),
  fine(
    'app.py',
    'from sqlalchemy import create_engine\nENGINE = create_engine("postgresql://10.0.0.5/a")\ndef price(i):\n    engine = create_engine("sqlite:///a.db")\n    with ENGINE.connect() as c:\n        return c.execute("select 1")\n',
  ),
  fault(
    'app.py',
    'import redis.asyncio as aredis\nasync def price(i):\n    r = aredis.from_url("redis://10.0.0.5")\n    n = await r.incr("n")\n    await r.aclose()\n',
    '3 py-db',
  ),
  fault(
    'a.js',
    "const { Pool } = require('pg');\nasync function price(id) {\n  const pool = new Pool({ host: '10.0.0.5' });\n  const r = await pool.query('select 1');\n  await pool.end();\n  return r.rows.length;\n}\n",
    '3 js-db',
  ),
  fault(
    'a.ts',
    "import { PrismaClient } from '@prisma/client';\nexport async function price(id: number) {\n  const prisma = new PrismaClient();\n  const one = await prisma.price.findUnique({ where: { id } });\n  return one!.value;\n}\n",
    '3 js-db',
  ),
  fine(
    'a.ts',
    "import { PrismaClient } from '@prisma/client';\nimport { Pool } from 'pg';\nexport const prisma = new PrismaClient();\nconst pool = new Pool();\nexport class A {\n  db: Pool;\n  constructor() { this.db = new Pool(); }\n}\n",
  ),
  // The name is a pool that was made once, and its calls are queries.
  fine(
    'a.js',
    "const knex = require('knex')({ client: 'pg' });\nasync function user(id) {\n  const row = await knex('users').where({ id }).first();\n  return row.name;\n}\n",
  ),
  fine(
    'a.js',
    "const sql = require('postgres')(url);\nasync function price(id) {\n  const [row] = await sql`select 1`;\n  return row.price;\n}\n",
  ),
  fine(
    'a.js',
    "import postgres from 'postgres';\nconst sql = postgres(url);\nexport async function price(id) {\n  const [row] = await sql`select 1`;\n  return row.price;\n}\n",
  ),
  fault(
    'a.js',
    "const knex = require('knex');\nasync function user(id) {\n  const db = knex({ client: 'pg' });\n  return (await db('users').where({ id }).first()).name;\n}\n",
    '3 js-db',
  ),
  fault(
    'a.js',
    "import postgres from 'postgres';\nexport async function price(id) {\n  const sql = postgres('postgres://10.0.0.5/a');\n  return (await sql`select 1`).length;\n}\n",
    '3 js-db',
  ),
  // A file has no ports.
  ...[
    "const { Sequelize } = require('sequelize');\nasync function price(id) {\n  const db = new Sequelize('sqlite::memory:');\n  return (await db.query('select 1')).length;\n}\n",
    "const { Sequelize } = require('sequelize');\nasync function price(id) {\n  const db = new Sequelize({ dialect: 'sqlite' });\n  return (await db.query('select 1')).length;\n}\n",
    "const knex = require('knex');\nasync function price(id) {\n  const db = knex({ client: 'sqlite3' });\n  return (await db('prices')).length;\n}\n",
    "const knex = require('knex');\nasync function price(id) {\n  const db = knex({ client: 'better-sqlite3' });\n  return (await db('prices')).length;\n}\n",
  ].map((text) => fine('a.js', text)),
  fault(
    'a.js',
    "const { Sequelize } = require('sequelize');\nasync function price(id) {\n  const db = new Sequelize('postgres://10.0.0.5/a');\n  return (await db.query('select 1')).length;\n}\n",
    '3 js-db',
  ),
  fault(
    'a.php',
    '<?php\n$c = pg_connect("host=10.0.0.5 dbname=a");\npg_query($c, "select 1");\n',
    '2 php-connect',
  ),
  fault(
    'a.php',
    '<?php\n$m = new Memcached();\n$m->addServer("10.0.0.5", 11211);\n$m->get("a");\n',
    '2 php-connect',
  ),
  ...[
    '$c = pg_pconnect("host=10.0.0.5 dbname=a");\n',
    '$c = pg_connect("dbname=a");\n',
    '$c = pg_connect("host=/run/postgresql dbname=a");\n',
    '$m = new Memcached("pool");\n$m->addServer("10.0.0.5", 11211);\n',
    // A handle for each call of PHP: only sockets can tell.
    'function price($i) {\n  $h = curl_init("http://10.0.0.5:8080/");\n  curl_exec($h);\n}\n',
  ].map((body) => fine('a.php', `<?php\n${body}`)),
];
