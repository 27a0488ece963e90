import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cliPath } from './cli.ts';
import { fetchIn } from './fetchIn.ts';
import { readMetrics, sampleValue, type ReadSample } from './metricsText.ts';
import type { Namespace } from './namespace.ts';
import { nodePath } from './paths.ts';
import { waitFor } from './waitFor.ts';

/** The exporter, at work in a namespace. */
export class Exporting implements AsyncDisposable {
  readonly #namespace: Namespace;
  readonly #child: ChildProcess;
  #output = '';
  #errors = '';

  private constructor(namespace: Namespace, child: ChildProcess) {
    this.#namespace = namespace;
    this.#child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
  }

  /** Resolves when it listens and has inspected once. It goes on until it is stopped. `program` is another copy of it. */
  static async start(
    namespace: Namespace,
    args: readonly string[] = [],
    prefix: readonly string[] = [],
    program: readonly string[] = [nodePath, cliPath],
  ): Promise<Exporting> {
    const [command = nodePath, ...rest] = [...prefix, ...program, 'exporter', '--interval', '1', ...args];
    const child = namespace.spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    const exporting = new Exporting(namespace, child);
    await waitFor('the exporter listens', () => {
      if (child.exitCode !== null)
        throw new Error(`it ended with ${String(child.exitCode)}: ${exporting.#errors}`);
      return exporting.#output.includes('Serving metrics at');
    });
    return exporting;
  }

  /** Where it is scraped. */
  get url(): string {
    return /Serving metrics at (\S+)/.exec(this.#output)?.[1] ?? '';
  }

  /** What it has written to stderr. */
  get errors(): string {
    return this.#errors;
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  /** The metrics of an inspection that began after this call. */
  async scrape(): Promise<readonly ReadSample[]> {
    const done = (samples: readonly ReadSample[]): number =>
      ['complete', 'partial', 'failed'].reduce(
        (sum, result) => sum + (sampleValue(samples, 'inspections_total', { result }) ?? 0),
        0,
      );
    const before = done(await this.scrapeNow());
    // The first one that ends may have begun earlier.
    return waitFor(
      'another inspection',
      () => this.scrapeNow(),
      (samples) => done(samples) >= before + 2,
    );
  }

  async scrapeNow(): Promise<readonly ReadSample[]> {
    const { status, text } = await fetchIn(this.#namespace, this.url);
    if (status !== 200) throw new Error(`the scrape was answered with ${String(status)}: ${text}`);
    return readMetrics(text);
  }

  /** Ends it as systemd does. Gives its exit status. */
  async stop(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const closed = once(this.#child, 'close');
      this.#child.kill('SIGTERM');
      await closed;
    }
    return this.#child.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
