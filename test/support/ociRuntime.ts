import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a container runtime does with the parameters of a container. */
export interface Started {
  readonly isStarted: boolean;
  readonly message: string;
}

/** The namespaces that the container has of its own. */
const namespaces = ['pid', 'network', 'ipc', 'uts', 'mount'] as const;

/** Containers of crun, which is a runtime of Podman and CRI-O, from bundles as the OCI specification has them. */
export class OciRuntime implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'crun-'));
  #count = 0;

  /** The reason to print if crun cannot be tried here; null if it can. */
  static unavailable(): string | null {
    if (process.getuid?.() !== 0) return 'only root can start containers of crun here';
    if (spawnSync('crun', ['--version']).status !== 0) return 'crun is not installed';
    using runtime = new OciRuntime();
    const { isStarted, message } = runtime.start({});
    return isStarted ? null : `crun cannot start a container here: ${message}`;
  }

  /**
   * Starts a container that ends at once, with some namespaces of the host if they are named.
   *
   * @param network the file of the network namespace that it joins
   */
  start(
    sysctl: Readonly<Record<string, string>>,
    ofHost: readonly (typeof namespaces)[number][] = [],
    network?: string,
  ): Started {
    const bundle = join(this.#folder, String(++this.#count));
    mkdirSync(join(bundle, 'rootfs'), { recursive: true });
    writeFileSync(join(bundle, 'config.json'), JSON.stringify(bundleOf(sysctl, ofHost, network)));
    // The container has the files of this machine; and crun wants one kind of control groups.
    const script =
      'mount --make-rprivate / && mount --bind / "$1/rootfs" && mount -t cgroup2 none /sys/fs/cgroup && cd "$1" && exec crun --cgroup-manager=disabled --root "$2" run "$3"';
    const id = `t${String(process.pid)}-${String(this.#count)}`;
    const state = join(this.#folder, 'state');
    const { status, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', script, 'sh', bundle, state, id], {
      encoding: 'utf8',
    });
    return { isStarted: status === 0, message: stderr.trim() };
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function bundleOf(
  sysctl: Readonly<Record<string, string>>,
  ofHost: readonly string[],
  network: string | undefined,
): object {
  return {
    ociVersion: '1.0.0',
    process: { args: ['/bin/true'], cwd: '/', env: ['PATH=/bin'], user: { uid: 0, gid: 0 } },
    root: { path: 'rootfs', readonly: true },
    mounts: [{ destination: '/proc', type: 'proc', source: 'proc' }],
    linux: {
      sysctl,
      namespaces: namespaces
        .filter((type) => !ofHost.includes(type))
        .map((type) => ({
          type,
          ...(type === 'network' && network !== undefined && { path: network }),
        })),
    },
  };
}
