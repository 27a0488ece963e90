import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Namespace } from './namespace.ts';
import { run, type Ran } from './run.ts';

export interface ConfiguredOptions {
  /** Files of `/etc/sysctl.d` by name. */
  readonly files: Readonly<Record<string, string>>;
  /** It looks like a container booted by systemd, so that the files apply to it; otherwise nothing applies them. */
  readonly boots?: boolean;
}

/** A network namespace with a `/etc/sysctl.d` of its own, for what is started with the words of `enter`. */
export class ConfiguredNamespace implements AsyncDisposable {
  /** What is in `/etc/sysctl.d`, as seen from outside. */
  readonly folder: string;
  /** The words to put before a command. */
  readonly enter: readonly string[];

  private constructor(folder: string, enter: readonly string[]) {
    this.folder = folder;
    this.enter = enter;
  }

  static async create(
    namespace: Namespace,
    { files, boots = false }: ConfiguredOptions,
  ): Promise<ConfiguredNamespace> {
    const folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-sysctl-'));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const hasBooted = 'mount -t tmpfs none /run && mkdir -p /run/systemd/system && ';
    const script = `mount --bind "$1" /etc/sysctl.d && ${boots ? hasBooted : ''}shift && exec "$@"`;
    const shell = ['sh', '-c', script, 'sh', folder];
    // `ip netns exec` creates a mount namespace, so these mounts are private; the command becomes the first process.
    const first = boots ? ['unshare', '--pid', '--fork', '--mount-proc'] : [];
    return new ConfiguredNamespace(folder, [...namespace.enter, ...first, ...shell]);
  }

  /** Runs a command in here to its end. */
  run(command: string, args: readonly string[] = []): Promise<Ran> {
    const [enter = '', ...words] = this.enter;
    return run(enter, [...words, command, ...args]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}
