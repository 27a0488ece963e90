// A client that opens a connection for each request:  node requestsProcess.ts PORT
// The calls go straight to the C library, one after the other, as a client in C makes them. It goes on until it is ended.
import koffi from 'koffi';

const [port = 0] = process.argv.slice(2).map(Number);

const library = koffi.load(null);
const socket = library.func('int socket(int domain, int type, int protocol)');
const connect = library.func('int connect(int descriptor, const void *address, int length)');
const send = library.func('intptr_t send(int descriptor, const void *bytes, size_t length, int flags)');
const recv = library.func('intptr_t recv(int descriptor, _Out_ void *bytes, size_t length, int flags)');
const close = library.func('int close(int descriptor)');

const address = new Uint8Array(16);
new DataView(address.buffer).setUint16(0, 2, true);
new DataView(address.buffer).setUint16(2, port);
address.set([127, 0, 0, 1], 4);
const question = Buffer.from('GET /page HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n');
const answer = new Uint8Array(1 << 16);

const parent = process.ppid;
const clock = new Int32Array(new SharedArrayBuffer(4));
while (process.ppid === parent) {
  const descriptor = Number(socket(2, 1, 0));
  if (Number(connect(descriptor, address, address.length)) !== 0) {
    // The server is not there yet.
    close(descriptor);
    Atomics.wait(clock, 0, 0, 20);
    continue;
  }
  send(descriptor, question, question.length, 0);
  let length = Number(recv(descriptor, answer, answer.length, 0));
  // "HTTP/1.1 200": what nginx refuses costs something else.
  if (length < 12 || answer[9] !== 0x32) throw new Error(Buffer.from(answer.subarray(0, 200)).toString());
  while (length > 0) length = Number(recv(descriptor, answer, answer.length, 0));
  close(descriptor);
}
