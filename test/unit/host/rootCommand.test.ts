import assert from 'node:assert/strict';
import { rootCommand } from '../../../src/host/rootCommand.ts';

const words = ['ss', '-K', 'dst', '[::1]:80'];

describe('rootCommand', () => {
  it('shows the sudo that it needs, and none for root', () => {
    assert.equal(rootCommand('local', words, { isRoot: false }), "sudo ss -K dst '[::1]:80'");
    assert.equal(rootCommand('local', words, { isRoot: true }), "ss -K dst '[::1]:80'");
  });

  it('enters a network namespace by its name, or by a process in it', () => {
    assert.equal(
      rootCommand('netns:web', words, { isRoot: false }),
      "sudo nsenter --net=/run/netns/web -- ss -K dst '[::1]:80'",
    );
    assert.equal(
      rootCommand('netns:42', words, { isRoot: true }),
      "nsenter --net=/proc/42/ns/net -- ss -K dst '[::1]:80'",
    );
  });

  it('goes through two shells to another host', () => {
    assert.equal(
      rootCommand('ssh:me@db:2222', words, { isRoot: false }),
      `ssh -t -p 2222 -l me -- db 'sudo ss -K dst '\\''[::1]:80'\\'''`,
    );
  });

  it('calls the ssh that is set', () => {
    const ssh = { program: '/opt/ssh', configFile: '/etc/my config', connectSeconds: 1 };
    assert.equal(
      rootCommand('ssh:db', ['sysctl', '-a'], { isRoot: true, ssh }),
      "/opt/ssh -F '/etc/my config' -t -- db 'sysctl -a'",
    );
  });

  it('has none for a file, a name that is not safe, and what is no place', () => {
    for (const host of ['file:/tmp/a', 'ssh:-oProxyCommand=x', 'elsewhere'])
      assert.equal(rootCommand(host, words), undefined, host);
  });
});
