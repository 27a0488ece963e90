import { SocketAddress } from 'node:net';
import fc from 'fast-check';
import type { TcpStateName } from '../../src/core/model/tcpState.ts';
import type { SocketRow } from './sockets.ts';

/** Text of arbitrary bytes. */
export const anyText: fc.Arbitrary<string> = fc
  .uint8Array({ maxLength: 60 })
  .map((bytes) => Buffer.from(bytes).toString('latin1'));

/** Lengths of the pieces that a stream comes in. */
export const pieceLengths: fc.Arbitrary<number[]> = fc.array(fc.integer({ min: 1, max: 40 }), {
  minLength: 1,
  maxLength: 5,
});

const port = fc.oneof(fc.constantFrom(0, 1, 80, 65535), fc.nat(65535));
const uint32 = fc.oneof(fc.constantFrom(0, 1, 2 ** 31, 2 ** 32 - 1), fc.nat(2 ** 32 - 1));
const interesting = fc.constantFrom(0, 1, 0xffff, 0x7f000001, 0x80000000, 0xfe800000, 0xffffffff);
const word = fc.oneof(interesting, uint32);

const ipv4 = word.map((value) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.'));
const mapped = ipv4.map((text) => `::ffff:${text}`);
/** Written by the system's own inet_ntop(), as `ss` writes it. */
const ipv6 = fc
  .tuple(word, word, word, word)
  .filter(([a, b, c]) => a !== 0 || b !== 0 || c !== 0xffff)
  .map((words) => {
    const groups = words.flatMap((value) => [(value >>> 16).toString(16), (value & 0xffff).toString(16)]);
    return new SocketAddress({ address: groups.join(':'), family: 'ipv6' }).address;
  });

export const arbitraryAddress: fc.Arbitrary<string> = fc.oneof(ipv4, mapped, ipv6);

const endpoints = fc.oneof(
  fc.tuple(ipv4, port, ipv4, port).map(([a, p, b, q]) => ({ local: `${a}:${p}`, remote: `${b}:${q}` })),
  fc
    .tuple(fc.oneof(mapped, ipv6), port, fc.oneof(mapped, ipv6), port)
    .map(([a, p, b, q]) => ({ local: `[${a}]:${p}`, remote: `[${b}]:${q}` })),
);

const stateNames: readonly TcpStateName[] = [
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
];

/** Any socket; `timerMs` is a multiple of 10 below 10 s and of 1000 above, so that no source rounds it. */
export const arbitrarySocket: fc.Arbitrary<Required<SocketRow>> = fc
  .record({
    ends: endpoints,
    state: fc.constantFrom(...stateNames),
    receiveQueue: uint32,
    sendQueue: uint32,
    timer: fc.constantFrom('none', 'retransmit', 'keepalive', 'timewait', 'probe'),
    timerMs: fc.oneof(
      fc.nat(999).map((ticks) => ticks * 10),
      fc.integer({ min: 10, max: 599 }).map((seconds) => seconds * 1000),
      fc.integer({ min: 10, max: 200 }).map((minutes) => minutes * 60_000),
    ),
    retransmits: fc.nat(255),
    uid: uint32,
    inode: uint32,
    limit: uint32,
  })
  .map(({ ends, limit, ...rest }) => {
    const listens = rest.state === 'LISTEN';
    return {
      ...rest,
      ...ends,
      timerMs: rest.timer === 'none' ? 0 : rest.timerMs,
      retransmits: rest.timer === 'none' ? 0 : rest.retransmits,
      sendQueue: listens ? 0 : rest.sendQueue,
      acceptQueueLimit: listens ? limit : -1,
    };
  });

/** Rows as a table has them, by way of a table, so that the forms of addresses agree. */
export const arbitrarySockets: fc.Arbitrary<Required<SocketRow>[]> = fc.array(arbitrarySocket, {
  maxLength: 12,
});
