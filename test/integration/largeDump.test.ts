import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { endianness } from 'node:os';
import { CancelledError } from '../../src/core/model/cancellation.ts';
import { inetDiagRequest } from '../../src/core/parse/inetDiag.ts';
import { NetlinkMessages } from '../../src/core/parse/netlink.ts';
import { loadLibc, type Libc } from '../../src/host/libc.ts';
import { namespacePath } from '../../src/host/namespaces/namespacePath.ts';
import { netlinkDump } from '../../src/host/netlinkDump.ts';
import { ssCounts } from '../support/kernelCounts.ts';
import { Namespace } from '../support/namespace.ts';
import { skipWhere } from '../support/skipWhere.ts';
import { Traffic } from '../support/traffic.ts';

const isLittleEndian = endianness() === 'LE';
const request = inetDiagRequest({ byteOrder: isLittleEndian ? 'little' : 'big' });
const { signal: never } = new AbortController();
/** Of the message: ports, addresses, interface and cookie, which no other socket has. */
const id = { start: 4, end: 52 };

/** Several times what is received at once. */
describe('a dump of many sockets', function () {
  this.timeout(60_000);
  let libc: Libc;
  let namespace: Namespace;
  let traffic: Traffic;

  before(async function () {
    skipWhere(this, Namespace.unavailable());
    libc = await loadLibc();
    namespace = await Namespace.create();
    traffic = Traffic.start(namespace);
    await traffic.clientTimeWait({ count: 8000, address: '127.0.0.1', port: 8001 });
    await traffic.clientTimeWait({ count: 8000, address: '::1', port: 8002 });
  });
  after(async () => {
    await traffic.dispose();
    await namespace.dispose();
  });

  it('has each socket once', async () => {
    const sockets: string[] = [];
    let datagrams = 0;
    const messages = new NetlinkMessages(isLittleEndian);
    const onChunk = (datagram: Uint8Array): void => {
      datagrams++;
      messages.begin(datagram);
      while (messages.next()) {
        const { view, start, end } = messages;
        if (end - start < id.end) continue;
        sockets.push(Buffer.from(view.buffer, start + id.start, id.end - id.start).toString('hex'));
      }
    };
    const outcome = await netlinkDump(libc, request, onChunk, never, namespacePath(namespace.name));
    assert.equal(outcome.kind, 'ok');
    assert.ok(datagrams > 40, `only ${String(datagrams)} datagrams`);
    assert.equal(new Set(sockets).size, sockets.length);
    const counts = Object.values(await ssCounts(namespace));
    assert.equal(
      sockets.length,
      counts.reduce((sum, count) => sum + count, 0),
    );
  });

  it('can be cancelled while the rest is received, and leaves no descriptor behind', async () => {
    const before = readdirSync('/proc/self/fd').length;
    const controller = new AbortController();
    let datagrams = 0;
    const onChunk = (): void => {
      datagrams++;
      controller.abort();
    };
    const dumping = netlinkDump(libc, request, onChunk, controller.signal, namespacePath(namespace.name));
    await assert.rejects(dumping, CancelledError);
    assert.ok(datagrams > 0 && datagrams < 40, `${String(datagrams)} datagrams`);
    assert.equal(readdirSync('/proc/self/fd').length, before);
  });
});
