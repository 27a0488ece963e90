import assert from 'node:assert/strict';
import { isNamedAfter } from '../../../../src/core/causes/live/programName.ts';

describe('a host that is named after a program', () => {
  const named = [
    ['redis', 'redis-server'],
    ['shop-redis', 'redis-server'],
    ['redis2.internal', 'redis-server'],
    ['postgresql', 'postgres'],
    ['mysql', 'mysqld'],
    ['mongodb', 'mongod'],
    ['memcached', 'memcached'],
    ['stock', 'stock'],
    ['stock.shop.svc.cluster.local', 'stock'],
  ] as const;
  const others = [
    ['redis', 'postgres'],
    ['stock.shop', 'shop'],
    ['python', 'python3'],
    ['node', 'node'],
    ['db', 'postgres'],
    ['d', 'd'],
    ['proxy', 'docker-proxy'],
    ['', ''],
  ] as const;
  it('is told by the words of its first part', () => {
    for (const [host, program] of named) assert.ok(isNamedAfter(host, program), `${host} ${program}`);
    for (const [host, program] of others) assert.ok(!isNamedAfter(host, program), `${host} ${program}`);
  });
});
