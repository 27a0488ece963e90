import type { PrometheusApi, TimeRange } from '../../core/fleet/prometheusApi.ts';
import { CancelledError, type Cancellation } from '../../core/model/cancellation.ts';
import { valueOf, withProblems, type Failure, type Outcome } from '../../core/model/outcome.ts';
import { plainLine } from '../../core/model/plainText.ts';
import { parsePrometheusAddress } from '../../core/model/prometheusAddress.ts';
import type { PrometheusAnswer } from '../../core/parse/prometheusAnswer.ts';
import { parsePrometheusMatrix, type RangeSeries } from '../../core/parse/prometheusMatrix.ts';
import { parsePrometheusVector, type VectorSample } from '../../core/parse/prometheusVector.ts';
import { errorCode, errorText } from '../systemError.ts';

type Parse<T> = (text: string) => PrometheusAnswer<T>;

export interface PrometheusOptions {
  /** The address that a browser would open, such as `https://prometheus.example:9090`. */
  readonly url: URL;
  /** For the header `Authorization: Bearer`. */
  readonly token?: string;
  readonly timeLimitMs?: number;
  /** Larger answers are refused. */
  readonly limitBytes?: number;
}

/** Longer than any dashboard waits. */
const usualTimeLimitMs = 30_000;
/** About 250,000 series. */
const usualLimitBytes = 64 << 20;
const longestReason = 300;

/** Codes of Node's TLS and OpenSSL's X.509: the server is not who it should be, or nobody vouches for it. */
const tlsCode = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)/;

/** Prometheus' HTTP API, read only. TLS is never weakened, and no redirection is followed: it could lead the token elsewhere. */
export class PrometheusClient implements PrometheusApi {
  readonly #options: PrometheusOptions;

  constructor(options: PrometheusOptions) {
    this.#options = options;
  }

  query(expression: string, cancellation: Cancellation): Promise<Outcome<readonly VectorSample[]>> {
    return this.#get('query', { query: expression }, parsePrometheusVector, cancellation);
  }

  queryRange(
    expression: string,
    { start, end, step }: TimeRange,
    cancellation: Cancellation,
  ): Promise<Outcome<readonly RangeSeries[]>> {
    const asked = { query: expression, start: String(start), end: String(end), step: String(step) };
    return this.#get('query_range', asked, parsePrometheusMatrix, cancellation);
  }

  async #get<T>(
    path: string,
    asked: Readonly<Record<string, string>>,
    parse: Parse<T>,
    cancellation: Cancellation,
  ): Promise<Outcome<readonly T[]>> {
    const { url, timeLimitMs = usualTimeLimitMs } = this.#options;
    const stop = new AbortController();
    const cancel = (): void => stop.abort();
    cancellation.addEventListener('abort', cancel);
    const limit = AbortSignal.timeout(timeLimitMs);
    try {
      if (cancellation.aborted) throw new CancelledError();
      if (this.#wouldTellToken) return this.#plainToken();
      const address = new URL(`${url.pathname.replace(/\/$/, '')}/api/v1/${path}`, url);
      for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
      return await this.#ask(address, parse, AbortSignal.any([stop.signal, limit]));
    } catch (error) {
      if (cancellation.aborted) throw new CancelledError();
      return limit.aborted ? this.#timedOut(timeLimitMs) : this.#failed(error);
    } finally {
      cancellation.removeEventListener('abort', cancel);
    }
  }

  async #ask<T>(address: URL, parse: Parse<T>, signal: AbortSignal): Promise<Outcome<readonly T[]>> {
    const { token, limitBytes = usualLimitBytes } = this.#options;
    const headers = { Accept: 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
    const answer = await fetch(address, { headers, redirect: 'manual', signal });
    const { status } = answer;
    if (status === 401 || status === 403) return this.#denied(status);
    if (status >= 300 && status < 400) return this.#redirected();
    const text = await textOf(answer, limitBytes);
    if (text === undefined)
      return this.#garbage(`It answered with more than ${String(limitBytes >> 20)} MB.`);
    const parsed = parse(text);
    switch (parsed.kind) {
      case 'answer':
        return withProblems(parsed.items, parsed.warnings.slice(0, 5).map(warning));
      case 'error':
        return this.#failure(
          'failed',
          'prometheus-refused',
          `refused the query: ${reasonOf(parsed.message)}.`,
          'Check that it is Prometheus 2.42 or later, and its limits on queries.',
        );
      case 'garbage':
        return status === 200
          ? this.#garbage('Its answer is not one of Prometheus’ HTTP API.')
          : this.#garbage(`It answered with status ${String(status)}.`);
    }
  }

  #failure(kind: Failure['kind'], code: string, what: string, nextStep: string): Failure {
    const message = `Prometheus at ${plainLine(this.#options.url.origin)} ${what}`;
    return { kind, problem: { code, message, brief: what, nextStep } };
  }

  get #wouldTellToken(): boolean {
    const { url, token } = this.#options;
    return token !== undefined && valueOf(parsePrometheusAddress(url.href))?.mayCarryToken !== true;
  }

  #plainToken(): Failure {
    return this.#failure(
      'denied',
      'prometheus-plain-token',
      'does not get the token: without TLS, others could read it on the way.',
      'Give its address with https.',
    );
  }

  #denied(status: number): Failure {
    const { token } = this.#options;
    const nextStep =
      token === undefined
        ? 'Use a token that it accepts.'
        : 'Check that the token is still valid and has permission to run queries.';
    return this.#failure(
      'denied',
      'prometheus-denied',
      `refused access (status ${String(status)}).`,
      nextStep,
    );
  }

  #redirected(): Failure {
    return this.#failure(
      'failed',
      'prometheus-refused',
      'redirects the query to another address. Redirections are not followed.',
      'Use the address that a browser shows after the redirection.',
    );
  }

  #garbage(what: string): Failure {
    return this.#failure(
      'failed',
      'prometheus-garbage',
      `could not be read. ${what}`,
      'Check the address, including the path under which Prometheus is served.',
    );
  }

  #timedOut(timeLimitMs: number): Failure {
    return this.#failure(
      'failed',
      'prometheus-timed-out',
      `did not answer within ${String(timeLimitMs / 1000)} s.`,
      'Try again, or look at the load of Prometheus.',
    );
  }

  #failed(error: unknown): Failure {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    const code = errorCode(cause) ?? '';
    if (tlsCode.test(code))
      return this.#failure(
        'failed',
        'prometheus-untrusted',
        `cannot be trusted: ${reasonOf(errorText(cause))}.`,
        'Name the file with the certificate that vouches for it in the environment variable NODE_EXTRA_CA_CERTS.',
      );
    return this.#failure(
      'failed',
      'prometheus-unreachable',
      `cannot be reached: ${reasonOf(errorText(cause))}.`,
      'Check the address, and that Prometheus is running.',
    );
  }
}

function warning(message: string) {
  return {
    code: 'prometheus-warning',
    message: `Prometheus warns: ${reasonOf(message)}.`,
    nextStep: 'Look at Prometheus’ own log.',
  };
}

function reasonOf(message: string): string {
  return plainLine(message).slice(0, longestReason).replace(/\.$/, '');
}

/** Undefined if it is too long. */
async function textOf(answer: Response, limitBytes: number): Promise<string | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of answer.body ?? []) {
    const bytes = piece as Uint8Array;
    length += bytes.length;
    if (length > limitBytes) return undefined;
    pieces.push(bytes);
  }
  return Buffer.concat(pieces).toString('utf8');
}
