import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchIn } from './fetchIn.ts';
import type { Namespace } from './namespace.ts';
import { runOk } from './run.ts';
import { waitFor } from './waitFor.ts';

/** Why it cannot run here, or null. */
export function prometheusUnavailable(): string | null {
  return existsSync('/usr/bin/prometheus') ? null : 'prometheus is not installed';
}

export interface PrometheusOptions {
  /** Address and port of each target, by job. */
  readonly jobs: Readonly<Record<string, readonly string[]>>;
  /** The text of a file of rules. */
  readonly rules?: string;
  /** More of its command line. */
  readonly args?: readonly string[];
  readonly port?: number;
  /** What it knows of the time before it started, in OpenMetrics with times. */
  readonly history?: string;
  /** Between two scrapes; a second unless given. */
  readonly interval?: string;
}

interface Vector {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** Debian's Prometheus in a namespace. It evaluates every second, and keeps nothing. */
export class PrometheusServer implements AsyncDisposable {
  readonly url: string;
  readonly #namespace: Namespace;
  readonly #folder: string;
  readonly #child: ReturnType<Namespace['spawn']>;

  private constructor(namespace: Namespace, folder: string, port: number, args: readonly string[]) {
    this.url = `http://127.0.0.1:${String(port)}`;
    this.#namespace = namespace;
    this.#folder = folder;
    const own = [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      `--web.listen-address=127.0.0.1:${String(port)}`,
    ];
    this.#child = namespace.spawn('prometheus', [...own, ...args], { stdio: 'ignore' });
  }

  static async start(
    namespace: Namespace,
    { jobs, rules, history, args = [], port = 9090, interval = '1s' }: PrometheusOptions,
  ): Promise<PrometheusServer> {
    const folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-prometheus-'));
    if (rules !== undefined) await writeFile(join(folder, 'rules.yml'), rules);
    if (history !== undefined) {
      const file = join(folder, 'history.txt');
      await writeFile(file, history);
      await runOk('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', file, join(folder, 'data')]);
    }
    const scrapes = Object.entries(jobs).map(([job, targets]) => ({
      job_name: job,
      static_configs: [{ targets }],
    }));
    const configuration = {
      global: { scrape_interval: interval, scrape_timeout: interval, evaluation_interval: '1s' },
      ...(rules !== undefined && { rule_files: ['rules.yml'] }),
      scrape_configs: scrapes,
    };
    // JSON is YAML.
    await writeFile(join(folder, 'prometheus.yml'), JSON.stringify(configuration));
    const server = new PrometheusServer(namespace, folder, port, args);
    await waitFor(
      'Prometheus is ready',
      async () => (await fetchIn(namespace, `${server.url}/-/ready`)).status === 200,
    );
    return server;
  }

  /** What its API answers. */
  async get(path: string): Promise<unknown> {
    const { text } = await fetchIn(this.#namespace, `${this.url}/api/v1/${path}`);
    return (JSON.parse(text) as { readonly data: unknown }).data;
  }

  /** The samples of an expression now. */
  async query(expression: string): Promise<readonly Vector[]> {
    const data = await this.get(`query?query=${encodeURIComponent(expression)}`);
    return (data as { readonly result: readonly Vector[] }).result;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = new Promise((resolve) => this.#child.once('exit', resolve));
      this.#child.kill('SIGKILL');
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}
