import assert from 'node:assert/strict';
import { hadOwner, socketTooltip } from '../../../../../src/core/tree/explain/socketTooltip.ts';
import { socketTable, timeWait, type SocketRow } from '../../../../support/sockets.ts';

const established: SocketRow = {
  state: 'ESTABLISHED',
  local: '[2001:db8::1]:22',
  remote: '[2001:db8::2]:40000',
  inode: 7,
  uid: 1000,
};

function lines(row: SocketRow, guess?: string): readonly string[] {
  const owners = new Map([
    [
      7,
      [
        { pid: 812, name: 'sshd' },
        { pid: 9, name: 'sftp' },
      ],
    ],
  ]);
  return socketTooltip(socketTable([row]), 0, owners, guess).split('\n');
}

describe('socketTooltip', () => {
  it('tells both ends, the state, the timer and the holders', () => {
    assert.deepEqual(lines(established), [
      'Local [2001:db8::1]:22',
      'Remote [2001:db8::2]:40000',
      'ESTABLISHED: Open: both sides can send.',
      'Timer: none',
      'User 1000, inode 7',
      'Held by sshd (812), sftp (9)',
    ]);
  });

  it('has no remote end for a listening socket', () => {
    assert.deepEqual(
      lines({ state: 'LISTEN', local: '0.0.0.0:80', inode: 5 }).filter((line) => line.startsWith('Remote')),
      [],
    );
  });

  it('says why a socket in TIME_WAIT has no process, and gives the guess', () => {
    const told = lines(timeWait('10.0.0.1:40000', '10.0.0.9:80', 12.34), 'Probably x (1), which listens.');
    assert.equal(told.at(-3), 'Timer: time to live, 48 s left');
    assert.match(
      told.at(-2) ?? '',
      /^No process: the kernel detached the socket from its process when TIME_WAIT began/,
    );
    assert.equal(told.at(-1), 'Probably x (1), which listens.');
  });

  it('says why others have none', () => {
    const last = (state: SocketRow['state']): string | undefined =>
      lines({ state, local: '10.0.0.1:1', remote: '10.0.0.9:80' }).at(-1);
    assert.match(last('FIN_WAIT2') ?? '', /the kernel completes the close on its own/);
    assert.match(last('SYN_RECV') ?? '', /not complete yet/);
    assert.match(last('ESTABLISHED') ?? '', /no program has accepted the connection yet/);
  });

  it('has something to guess only where a program had the socket and closed it', () => {
    const had = (state: SocketRow['state'], inode = 0): boolean =>
      hadOwner(socketTable([{ state, local: '10.0.0.1:1', remote: '10.0.0.9:80', inode }]), 0);
    assert.deepEqual(
      [had('TIME_WAIT'), had('FIN_WAIT2'), had('FIN_WAIT2', 3), had('ESTABLISHED'), had('SYN_RECV')],
      [true, true, false, false, false],
    );
  });
});
