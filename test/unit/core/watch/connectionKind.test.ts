import assert from 'node:assert/strict';
import { emptySocketEnd, type SocketEnd } from '../../../../src/core/model/socketEnd.ts';
import { connectionKinds, type ConnectionKind } from '../../../../src/core/model/watched.ts';
import { connectionKind } from '../../../../src/core/watch/connectionKind.ts';

/** As Linux 6.18 announced them; docs/watch.md has the cases. */
const cases: readonly (readonly [string, ConnectionKind, 'client' | 'server', Partial<SocketEnd>])[] = [
  ['closed without a byte', 'probe', 'client', { bytesAcked: 2, bytesReceived: 1, wasEstablished: true }],
  [
    'accepted and closed without a byte',
    'probe',
    'server',
    { bytesAcked: 1, bytesReceived: 1, wasEstablished: true },
  ],
  [
    'a request and its answer',
    'exchange',
    'client',
    {
      bytesSent: 100,
      bytesAcked: 102,
      bytesReceived: 301,
      dataSegmentsIn: 1,
      dataSegmentsOut: 1,
      wasEstablished: true,
    },
  ],
  [
    'a request that went out twice',
    'exchange',
    'client',
    {
      bytesSent: 100,
      bytesAcked: 102,
      dataSegmentsIn: 9,
      dataSegmentsOut: 9,
      retransmits: 6,
      wasEstablished: true,
    },
  ],
  [
    'many exchanges',
    'long',
    'server',
    { bytesSent: 3000, bytesAcked: 3001, dataSegmentsIn: 10, dataSegmentsOut: 10, wasEstablished: true },
  ],
  ['SO_LINGER 0', 'resetByUs', 'client', { remotePort: 0, sendQueue: 65538, wasEstablished: true }],
  [
    'data left unread',
    'resetByUs',
    'client',
    { receiveQueue: 300, bytesAcked: 1, bytesReceived: 300, dataSegmentsIn: 1, wasEstablished: true },
  ],
  [
    'no FIN was acknowledged',
    'resetByPeer',
    'client',
    { bytesSent: 100, bytesAcked: 101, wasEstablished: true },
  ],
  [
    'of an accepted one neither',
    'resetByPeer',
    'server',
    { bytesSent: 300, bytesAcked: 300, wasEstablished: true },
  ],
  [
    'silence on an established one',
    'timedOut',
    'client',
    { bytesSent: 5, bytesAcked: 1, unanswered: 6, wasEstablished: true },
  ],
  ['refused, blocking', 'refused', 'client', { remotePort: 0, sendQueue: 3 }],
  ['refused, not blocking', 'refused', 'client', { sendQueue: 1, segmentsOut: 1, segmentsIn: 1 }],
  ['no answer, blocking', 'timedOut', 'client', { remotePort: 0, sendQueue: 3, unanswered: 2 }],
  ['no answer, not blocking', 'timedOut', 'client', { sendQueue: 1, segmentsOut: 3, unanswered: 2 }],
  ['given up', 'timedOut', 'client', { sendQueue: 1, segmentsOut: 1 }],
  ['no port at all', 'noLocalPort', 'client', { localPort: 0, remotePort: 0 }],
  ['a bound port whose tuple is taken', 'noLocalPort', 'client', { localPort: 45001, remotePort: 0 }],
];

describe('the kind of a connection that ended', () => {
  for (const [title, kind, side, end] of cases) {
    it(`${title}: ${kind}`, () => {
      const whole = { ...emptySocketEnd(), localPort: 40000, remotePort: 80, ...end };
      assert.equal(connectionKinds[connectionKind(whole, side === 'server')], kind);
    });
  }
});
