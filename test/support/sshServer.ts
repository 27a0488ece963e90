import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { otherUsersMissing } from './otherUsersMissing.ts';
import type { Namespace } from './namespace.ts';
import { runOk } from './run.ts';
import { waitFor } from './waitFor.ts';

const sshd = '/usr/sbin/sshd';

export interface SshServerOptions {
  /** The address it listens on, in its namespace. */
  readonly address?: string;
  /** Lines for its configuration. */
  readonly config?: readonly string[];
  /** What every session runs instead of what it asks for, as text of a shell; `$SSH_ORIGINAL_COMMAND` is what was asked. */
  readonly forced?: string;
  /** Run as root before it, in a mount namespace of its own and in the server's folder. */
  readonly prepare?: string;
}

/** A real sshd with keys and a configuration of its own, in a network namespace; and a client's configuration for it. */
export class SshServer implements AsyncDisposable {
  readonly folder: string;
  readonly #namespace: Namespace;
  readonly #child: ChildProcess;
  readonly address: string;
  readonly port = 2222;

  private constructor(folder: string, namespace: Namespace, child: ChildProcess, address: string) {
    this.folder = folder;
    this.#namespace = namespace;
    this.#child = child;
    this.address = address;
  }

  /** Null if sshd is installed; otherwise the reason to print for a skipped test. */
  static unavailable(): string | null {
    return existsSync(sshd) ? otherUsersMissing() : 'sshd (package openssh-server) is not installed';
  }

  static async start(namespace: Namespace, options: SshServerOptions = {}): Promise<SshServer> {
    const address = options.address ?? '127.0.0.1';
    const folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-ssh-'));
    await mkdir('/run/sshd', { recursive: true });
    await Promise.all(
      ['host', 'other', 'user'].map((name) =>
        runOk('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, name)]),
      ),
    );
    await copyFile(join(folder, 'user.pub'), join(folder, 'authorized'));
    if (options.forced !== undefined)
      await writeFile(join(folder, 'forced'), `#!/bin/sh\n${options.forced}\n`, { mode: 0o755 });
    await writeFile(
      join(folder, 'sshd_config'),
      [
        ...(options.config ?? []),
        ...(options.forced === undefined ? [] : [`ForceCommand ${join(folder, 'forced')}`]),
        `ListenAddress ${address}`,
        'Port 2222',
        `HostKey ${join(folder, 'host')}`,
        `PidFile ${join(folder, 'pid')}`,
        `AuthorizedKeysFile ${join(folder, 'authorized')}`,
        'StrictModes no',
        'UsePAM no',
        'PermitRootLogin yes',
        'PasswordAuthentication no',
        'KbdInteractiveAuthentication no',
        'SetEnv HOME=' + folder,
      ].join('\n'),
    );
    await SshServer.#trust(folder, address, 'host');
    const start = `cd ${folder}\n${options.prepare ?? ':'}\nexec ${sshd} -D -e -f ${join(folder, 'sshd_config')}`;
    const child = namespace.spawn('unshare', ['-m', 'sh', '-c', start], { stdio: 'ignore' });
    const server = new SshServer(folder, namespace, child, address);
    await waitFor(
      'sshd listens',
      async () => (await namespace.runOk('ss', ['-Hltn', 'sport = :2222'])) !== '',
    );
    return server;
  }

  /** Writes the client's files: which key of the host is known, `none` or the wrong `other` one. */
  static async #trust(folder: string, address: string, known: 'host' | 'other' | 'none'): Promise<void> {
    const key = known === 'none' ? '' : await readFile(join(folder, `${known}.pub`), 'utf8');
    await writeFile(join(folder, 'known_hosts'), key === '' ? '' : `[${address}]:2222 ${key}`);
    await writeFile(
      join(folder, 'config'),
      [
        'Host web1',
        `  HostName ${address}`,
        '  Port 2222',
        'Host *',
        '  User root',
        `  IdentityFile ${join(folder, 'user')}`,
        '  IdentitiesOnly yes',
        '  IdentityAgent none',
        `  UserKnownHostsFile ${join(folder, 'known_hosts')}`,
        '  GlobalKnownHostsFile /dev/null',
      ].join('\n'),
    );
  }

  trust(known: 'host' | 'other' | 'none'): Promise<void> {
    return SshServer.#trust(this.folder, this.address, known);
  }

  /** The client's configuration: for `ssh -F`. */
  get config(): string {
    return join(this.folder, 'config');
  }

  /** Clients of this server that still run. */
  async clients(): Promise<readonly string[]> {
    const { stdout } = await this.#namespace.run('pgrep', ['-fa', `ssh -F ${this.config}`]);
    return stdout.split('\n').filter((line) => line !== '' && !line.includes('pgrep'));
  }

  /** Ends all connections at once, as a machine that is switched off. */
  async cut(): Promise<void> {
    const pids = (await runOk('ip', ['netns', 'pids', this.#namespace.name])).split('\n').filter(Boolean);
    for (const pid of pids) {
      const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
      if (name === 'sshd\n' && Number(pid) !== this.#child.pid) process.kill(Number(pid), 'SIGKILL');
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cut();
    this.#child.kill('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }
}
