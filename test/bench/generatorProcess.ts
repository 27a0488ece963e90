// Makes TIME_WAIT sockets at a steady rate:  node generatorProcess.ts NETWORK RATE SECONDS [LATE]
// A machine that was busy elsewhere is not made busier than that: what is late by LATE seconds, 1 if not given, is left out.
// It is client and server in one: each connection to one of its own listeners is closed by the client first. The calls
// go straight to the C library, one after the other, since Node's own sockets manage a tenth of the rate.
import koffi from 'koffi';

const [network = 0, rate = 0, seconds = 0, late = 1] = process.argv.slice(2).map(Number);

const library = koffi.load(null);
const socket = library.func('int socket(int domain, int type, int protocol)');
const bind = library.func('int bind(int descriptor, const void *address, int length)');
const listen = library.func('int listen(int descriptor, int backlog)');
const connect = library.func('int connect(int descriptor, const void *address, int length)');
const accept = library.func('int accept(int descriptor, void *address, void *length)');
const close = library.func('int close(int descriptor)');

const afInet = 2;
const sockStream = 1;
const port = 5432;
/**
 * connect() tries the ports of one parity before any of the other: 14,000 of the default range. With so many
 * destinations none has more sockets than that, so that no call searches a full range.
 */
const destinations = 128;

function address(host: number): Uint8Array {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint16(0, afInet, true);
  new DataView(bytes.buffer).setUint16(2, port);
  bytes.set([127, 0, network, host], 4);
  return bytes;
}

function call(name: string, result: unknown): number {
  const value = Number(result);
  if (value < 0) throw new Error(`${name} failed with error ${String(koffi.errno())}`);
  return value;
}

const listeners = Array.from({ length: destinations }, (_, index) => {
  const at = address(index + 1);
  const descriptor = call('socket', socket(afInet, sockStream, 0));
  call('bind', bind(descriptor, at, at.length));
  call('listen', listen(descriptor, 16));
  return { at, descriptor };
});

function openAndClose({ at, descriptor }: (typeof listeners)[number]): void {
  const client = call('socket', socket(afInet, sockStream, 0));
  if (Number(connect(client, at, at.length)) === 0) {
    const server = call('accept', accept(descriptor, null, null));
    close(client);
    close(server);
  } else close(client);
}

// Loops are bounded in time and count, so it ends by itself.
const start = performance.now();
const parent = process.ppid;
const clock = new Int32Array(new SharedArrayBuffer(4));
let made = 0;
for (;;) {
  const elapsed = (performance.now() - start) / 1000;
  if (elapsed > seconds || process.ppid !== parent) break;
  const due = Math.floor(elapsed * rate);
  made = Math.max(made, due - Math.ceil(late * rate));
  for (; made < due; made++) {
    const listener = listeners[made % destinations];
    if (listener !== undefined) openAndClose(listener);
  }
  Atomics.wait(clock, 0, 0, 2);
}
