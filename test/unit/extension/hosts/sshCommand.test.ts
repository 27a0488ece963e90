import assert from 'node:assert/strict';
import { sshCommand } from '../../../../src/extension/hosts/sshCommand.ts';

describe('the line for a terminal', () => {
  it('is the user’s own ssh, with its questions', () => {
    assert.equal(sshCommand('web1', {}, 'linux'), 'ssh web1');
    assert.equal(sshCommand('me@web1:2222', {}, 'linux'), 'ssh -p 2222 -l me web1');
    assert.equal(sshCommand('me@[::1]:22', {}, 'linux'), 'ssh -p 22 -l me ::1');
  });

  it('has the program and the configuration of the settings, quoted where a shell would read them otherwise', () => {
    const ssh = { program: '/opt/my ssh/ssh', configFile: `~/.ssh/o'brien` };
    assert.equal(sshCommand('web1', ssh, 'linux'), `'/opt/my ssh/ssh' -F ~/'.ssh/o'\\''brien' web1`);
    assert.equal(sshCommand('web1', { configFile: '~/.ssh/work' }, 'linux'), 'ssh -F ~/.ssh/work web1');
    const windows = { program: 'C:\\Open SSH\\ssh.exe' };
    assert.equal(sshCommand('web1', windows, 'win32'), '"C:\\Open SSH\\ssh.exe" web1');
  });

  it('is none for a name that cannot be given to ssh', () => {
    for (const name of ['-oProxyCommand=x', 'a b', 'a;b', 'a\nb', '$(x)', ''])
      assert.equal(sshCommand(name, {}, 'linux'), undefined, name);
  });
});
