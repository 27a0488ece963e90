import assert from 'node:assert/strict';
import { CauseWorkspace } from '../../../../src/core/causes/causeWorkspace.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

async function textsOf(path: string, text: string): Promise<readonly string[]> {
  const workspace = new CauseWorkspace(syntaxTrees);
  await workspace.update(path, text);
  return workspace.sites().map(({ mechanism, advice }) => `${mechanism} ${advice}`);
}

const java = (made: string): string =>
  `class A {\n  void price(String id) {\n    var one = ${made};\n    one.get(id); } }\n`;

/** What makes a client for each call, and what is said of it and of no other. */
const clients: readonly (readonly [made: string, says: RegExp, never: RegExp])[] = [
  ['new OkHttpClient()', /`shared\.newBuilder\(\)`/, /Jedis/],
  ['HttpClient.newHttpClient()', /`static final` field/, /shared\.newBuilder/],
  ['HttpClients.createDefault()', /`static final` field/, /shared\.newBuilder/],
  ['new JedisPool("10.0.0.5", 6379)', /`static final` field/, /newBuilder|not thread-safe/],
  ['new HikariDataSource(config)', /`static final` field/, /newBuilder/],
  ['MongoClients.create("mongodb://10.0.0.5")', /`static final` field/, /newBuilder/],
  ['RedisClient.create("redis://10.0.0.5")', /`static final` field/, /threads can share/],
  ['new Jedis("10.0.0.5", 6379)', /not thread-safe.*`JedisPool`/, /newBuilder|whose connection pool/],
];

describe('what is said of a client', () => {
  for (const [made, says, never] of clients)
    it(`is true for ${made}`, async () => {
      const [text = '', ...more] = await textsOf('A.java', java(made));
      assert.equal(more.length, 0);
      assert.match(text, says);
      assert.doesNotMatch(text, never);
    });

  it('promises no pool of Lettuce, whose connection threads share', async () => {
    const made = java('RedisClient.create("redis://10.0.0.5").connect().sync()');
    const [text = ''] = await textsOf('A.java', `import io.lettuce.core.RedisClient;\n${made}`);
    assert.match(text, /whose connection serves only this call.*threads can share the connection/);
    assert.doesNotMatch(text, /pool/);
  });

  it('calls no client of asyncio thread-safe', async () => {
    const ask = (imported: string) =>
      textsOf(
        'a.py',
        `${imported}\nasync def price(i):\n    r = redis.from_url("redis://a")\n    await r.get(i)\n`,
      );
    for (const imported of ['import aioredis as redis', 'import redis.asyncio as redis']) {
      const [text = ''] = await ask(imported);
      assert.match(text, /one client per event loop/);
      assert.doesNotMatch(text, /thread-safe/);
    }
    assert.match((await ask('import redis'))[0] ?? '', /it is thread-safe/);
  });

  it('adds no server twice to a client of Memcached that lives on', async () => {
    const [text = ''] = await textsOf(
      'a.php',
      '<?php\n$m = new Memcached();\n$m->addServer("10.0.0.5", 11211);\n$m->get("a");\n',
    );
    assert.match(text, /call `addServer` only if `getServerList\(\)` is empty/);
  });
});
