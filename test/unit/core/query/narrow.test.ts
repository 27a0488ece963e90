import assert from 'node:assert/strict';
import { TcpState } from '../../../../src/core/model/tcpState.ts';
import { narrow } from '../../../../src/core/query/narrow.ts';
import { parseSocketFilter } from '../../../../src/core/query/socketFilter.ts';

describe('narrow', () => {
  const expectations = [
    ['', {}],
    ['state:listen state:time-wait', { states: [TcpState.LISTEN, TcpState.TIME_WAIT] }],
    ['lport:8080 peer:10.0.0.0/8', { localPort: 8080 }],
    ['-state:listen -lport:80', {}],
    ['lport:80-90', {}],
    ['lport:80 lport:90', {}],
    ['port:80 pport:80 80', {}],
  ] as const;
  for (const [text, expected] of expectations) {
    it(`“${text}” asks the kernel for no less than it lets through`, () => {
      assert.deepEqual(narrow(parseSocketFilter(text).filter), expected);
    });
  }
});
