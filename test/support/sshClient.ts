import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SshOptions } from '../../src/core/model/sshOptions.ts';
import { usualSsh } from '../../src/host/ssh/sshPlace.ts';
import type { Namespace } from './namespace.ts';
import type { SshServer } from './sshServer.ts';

/** How to call the real ssh in a namespace, with the configuration that knows a test's server. */
export async function sshIn(namespace: Namespace, server: SshServer): Promise<SshOptions> {
  const program = join(server.folder, `ssh-in-${namespace.name}`);
  await writeFile(program, `#!/bin/sh\nexec ${namespace.enter.join(' ')} ssh "$@"\n`);
  await chmod(program, 0o755);
  return { ...usualSsh, program, configFile: server.config };
}
