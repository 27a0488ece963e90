import { onThread } from './onThread.ts';
import { receiveBatch, type ReceiveBatch } from './receiveBatch.ts';

/** The few functions of the C library that netlink needs. */
export interface Libc {
  socket(domain: number, type: number, protocol: number): number;
  bind(descriptor: number, address: Uint8Array, length: number): number;
  setsockopt(descriptor: number, level: number, name: number, value: Uint8Array, length: number): number;
  /** `length` holds the room in four bytes of this machine's order, and then what was used of it. */
  getsockopt(descriptor: number, level: number, name: number, value: Uint8Array, length: Uint8Array): number;
  send(descriptor: number, bytes: Uint8Array, length: number, flags: number): number;
  /** On another thread, whose error number is not known here: -1 says no more than that it failed. */
  sendOnThread(descriptor: number, bytes: Uint8Array, length: number, flags: number): Promise<number>;
  recv(descriptor: number, bytes: Uint8Array, length: number, flags: number): number;
  /** Room for so many datagrams of so many bytes; who makes it frees it. */
  batch(flags: number, count: number, room: number): ReceiveBatch;
  close(descriptor: number): number;
  /** Moves this thread into the namespace of a file descriptor. */
  setns(descriptor: number, type: number): number;
  /** The error number of the last call that failed. */
  errno(): number;
}

let loading: Promise<Libc> | undefined;

/**
 * Loads them through koffi once, when they are first needed. Rejects if koffi has no binary for this platform or is
 * not packaged, as in the universal extension.
 */
export function loadLibc(): Promise<Libc> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Libc> {
  const { default: koffi } = await import('koffi');
  // Not a library by name: the process has already loaded its C library, glibc or musl.
  const process = koffi.load(null);
  const [socket, bind, setsockopt, getsockopt, send, recv, recvmmsg, close, setns] = [
    process.func('int socket(int domain, int type, int protocol)'),
    process.func('int bind(int descriptor, const void *address, unsigned int length)'),
    process.func(
      'int setsockopt(int descriptor, int level, int name, const void *value, unsigned int length)',
    ),
    process.func(
      'int getsockopt(int descriptor, int level, int name, _Out_ void *value, _Inout_ void *length)',
    ),
    process.func('intptr_t send(int descriptor, const void *bytes, size_t length, int flags)'),
    process.func('intptr_t recv(int descriptor, _Out_ void *bytes, size_t length, int flags)'),
    process.func(
      'int recvmmsg(int descriptor, void *messages, unsigned int count, int flags, void *timeout)',
    ),
    process.func('int close(int descriptor)'),
    process.func('int setns(int descriptor, int type)'),
  ];
  return {
    socket: (domain, type, protocol) => Number(socket(domain, type, protocol)),
    bind: (descriptor, address, length) => Number(bind(descriptor, address, length)),
    setsockopt: (descriptor, level, name, value, length) =>
      Number(setsockopt(descriptor, level, name, value, length)),
    getsockopt: (descriptor, level, name, value, length) =>
      Number(getsockopt(descriptor, level, name, value, length)),
    send: (descriptor, bytes, length, flags) => Number(send(descriptor, bytes, length, flags)),
    sendOnThread: (descriptor, bytes, length, flags) => onThread(send, descriptor, bytes, length, flags),
    recv: (descriptor, bytes, length, flags) => Number(recv(descriptor, bytes, length, flags)),
    batch: (flags, count, room) => receiveBatch(koffi, recvmmsg, flags, count, room),
    close: (descriptor) => Number(close(descriptor)),
    setns: (descriptor, type) => Number(setns(descriptor, type)),
    errno: () => koffi.errno(),
  };
}
