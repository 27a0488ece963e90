import assert from 'node:assert/strict';
import { readlink } from 'node:fs/promises';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { valueOf } from '../../src/core/model/outcome.ts';
import { LocalHost } from '../../src/host/localHost.ts';
import { listenerInode } from '../support/ownSockets.ts';
import { here } from '../support/traffic.ts';
import { nodePath } from '../support/paths.ts';

const { signal } = new AbortController();

describe('the owners of sockets', function () {
  this.timeout(20_000);

  it('are found by inode, and confirmed the next time without a walk', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      const inode = await listenerInode((server.address() as AddressInfo).port);
      const host = new LocalHost();
      for (const round of ['walked', 'confirmed']) {
        const owners = valueOf(await host.owners(new Set([inode]), signal));
        assert.deepEqual(
          owners?.get(inode)?.map(({ pid }) => pid),
          [process.pid],
          round,
        );
      }
    } finally {
      server.close();
    }
  });

  it('are forgotten when they let go, though another process may have the inode by now', async () => {
    const host = new LocalHost();
    const script = `const s = require('net').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port)); setTimeout(() => {}, 60000)`;
    const child = here.spawn(nodePath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const port = await new Promise<string>((resolve) =>
      child.stdout?.once('data', (data) => resolve(String(data))),
    );
    const inode = await listenerInode(Number(port));
    const before = valueOf(await host.owners(new Set([inode]), signal));
    assert.deepEqual(
      before?.get(inode)?.map(({ pid, name }) => [pid, name]),
      [[child.pid, 'node']],
    );
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    const after = await host.owners(new Set([inode]), signal);
    assert.equal(valueOf(after)?.get(inode), undefined);
  });

  it('of a socket that several processes share are all of them', async () => {
    const host = new LocalHost();
    const script = `
      const { spawn } = require('child_process');
      const s = require('net').createServer().listen(0, '127.0.0.1', () => {
        spawn(process.execPath, ['-e', 'process.stdin.resume(); setTimeout(() => {}, 60000)'], { stdio: ['pipe', 'inherit', 'inherit', s._handle] });
        console.log(s.address().port);
      });
      setTimeout(() => {}, 60000)`;
    const child = here.spawn(nodePath, ['-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    try {
      const port = await new Promise<string>((resolve) =>
        child.stdout?.once('data', (data) => resolve(String(data))),
      );
      const inode = await listenerInode(Number(port));
      const owners = valueOf(await host.owners(new Set([inode]), signal))?.get(inode) ?? [];
      assert.equal(owners.length, 2, JSON.stringify(owners));
      for (const { pid } of owners) assert.match(await readlink(`/proc/${String(pid)}/exe`), /node/);
    } finally {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    }
  });
});
