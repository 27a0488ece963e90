import assert from 'node:assert/strict';
import { sshFailure } from '../../../../src/host/ssh/sshFailure.ts';

function code(errorText: string, status: number | null = 255, began = false): string {
  return sshFailure('web1', { status, errorText }, began).problem.code;
}

describe('sshFailure', () => {
  it('knows what ssh says', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['ssh: Could not resolve hostname web1: Name or service not known', 'ssh-unknown-host'],
      ['ssh: connect to host web1 port 22: Connection refused', 'ssh-refused'],
      ['ssh: connect to host web1 port 22: Connection timed out', 'ssh-unreachable'],
      ['ssh: connect to host web1 port 22: No route to host', 'ssh-unreachable'],
      ['Connection timed out during banner exchange', 'ssh-unreachable'],
      ['Host key verification failed.', 'ssh-host-key-unknown'],
      [
        'No ED25519 host key is known for web1 and you have requested strict checking.',
        'ssh-host-key-unknown',
      ],
      [
        '@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.',
        'ssh-host-key-changed',
      ],
      ['root@web1: Permission denied (publickey,password).', 'ssh-password-needed'],
      ['root@web1: Permission denied (keyboard-interactive).', 'ssh-password-needed'],
      ['root@web1: Permission denied (publickey).', 'ssh-not-authenticated'],
      ['Received disconnect: Too many authentication failures', 'ssh-not-authenticated'],
      ['Connection closed by remote host', 'ssh-lost'],
      ['/root/.ssh/config: line 3: Bad configuration option: nonsense', 'ssh-failed'],
      ['', 'ssh-failed'],
    ];
    for (const [said, expected] of cases) assert.equal(code(`Welcome!\n${said}\n`), expected, said);
  });

  it('knows a lost connection, and a host without a shell', () => {
    assert.equal(code('', 255, true), 'ssh-lost');
    assert.equal(code('sh: not found', 127), 'ssh-no-shell');
    assert.equal(code('This account is currently not available.', 1), 'ssh-no-shell');
  });

  it('says what to do, in words that ssh understands', () => {
    const unknown = sshFailure(
      'me@web1:2222',
      { status: 255, errorText: 'Host key verification failed.' },
      false,
    );
    assert.match(unknown.problem.nextStep, /ssh -p 2222 me@web1\.$/);
    const errorText = 'REMOTE HOST IDENTIFICATION HAS CHANGED';
    const changed = sshFailure('me@[::1]:2222', { status: 255, errorText }, false);
    assert.match(changed.problem.nextStep, /ssh-keygen -R '\[::1\]:2222'/);
  });

  it('says that there is no ssh, and keeps escape sequences out of messages', () => {
    const missing = sshFailure('web1', { status: undefined, startError: 'ENOENT', errorText: '' }, false);
    assert.equal(missing.problem.code, 'ssh-missing');
    const hostile = sshFailure('web1', { status: 255, errorText: '\u001b[2Jgotcha' }, false);
    assert.ok(!hostile.problem.message.includes('\u001b'));
  });
});
