import { randomBytes } from 'node:crypto';
import type { CollectedSockets } from '../../core/collect/collector.ts';
import { collectSockets, socketSources } from '../../core/collect/collectSockets.ts';
import type { Listened, ListenRequest, SocketEndSource } from '../../core/collect/socketEndSource.ts';
import { noSsEvents, ssBuffers, ssEventsScript, ssOverflows } from '../../core/collect/ssEvents.ts';
import { isCancelled, type Cancellation } from '../../core/model/cancellation.ts';
import { failure, ok, type Failure, type Outcome, type Problem } from '../../core/model/outcome.ts';
import { plainLine } from '../../core/model/plainText.ts';
import { shellCollectors } from '../collectors.ts';
import type { ShellHost } from './shellHost.ts';
import { ShellOpening } from './shellOpening.ts';
import { ShellProcess, type ShellEnding } from './shellProcess.ts';
import type { ShellPlace } from './shellSession.ts';

/** How long connecting may take, in milliseconds. */
const patienceMs = 30_000;

/**
 * The ends of TCP sockets on another host, as its own `ss -E` prints them. It is called anew each time that it is listened
 * to, in a shell of its own, which ends with it.
 */
export class ShellEnds implements SocketEndSource {
  readonly format = { kind: 'ss' } as const;
  readonly #place: ShellPlace;
  readonly #host: ShellHost;

  /** @param host the same place, for looking at its sockets meanwhile. */
  constructor(place: ShellPlace, host: ShellHost) {
    this.#place = place;
    this.#host = host;
  }

  async listen({ onChunk, onListening, until }: ListenRequest): Promise<Outcome<Listened>> {
    if (isCancelled(until)) return ok({ lost: 0, problems: [] });
    const token = randomBytes(8).toString('hex');
    const opening = new ShellOpening(token, onListening, onChunk);
    const shell = await ShellProcess.start(this.#place.command, (chunk) => {
      if (opening.push(chunk)) shell.signal();
    });
    const stop = (): void => {
      shell.signal();
    };
    until.addEventListener('abort', stop);
    if (isCancelled(until)) stop();
    const timer = setTimeout(() => {
      if (!opening.isListening) shell.signal();
    }, patienceMs);
    try {
      shell.write(script(token));
      const ending = await shell.ended;
      const { answer } = opening;
      if (answer === 'missing' || answer === 'old') return noSsEvents(this.#place.name, answer);
      if (!opening.isListening)
        return until.aborted ? ok({ lost: 0, problems: [] }) : this.#place.explain(ending, false);
      if (!isCancelled(until)) return broke(this.#place.name, ending);
      return ok({
        lost: 0,
        problems: problems(this.#place.name, ending.errorText, answer === 'buffers'),
      });
    } finally {
      clearTimeout(timer);
      until.removeEventListener('abort', stop);
      await shell.kill();
    }
  }

  async sockets(cancellation: Cancellation): Promise<Outcome<CollectedSockets>> {
    const firstOf = socketSources(shellCollectors, 'auto');
    const reading = this.#host.open({ sources: [], firstOf }, cancellation);
    const facts = await reading.facts(cancellation);
    if (facts.kind !== 'ok' && facts.kind !== 'partial') return facts;
    const collection = await collectSockets({
      host: reading,
      facts: facts.value,
      collectors: shellCollectors,
      choice: 'auto',
      cancellation,
      onProgress: () => undefined,
    });
    return collection.sockets;
  }
}

function script(token: string): string {
  const run = { none: 'exit', lines: 'exec stdbuf -oL $ss', buffers: 'exec $ss' };
  return `{ LC_ALL=C; PATH=\${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin; export LC_ALL PATH
${ssEventsScript(token, run)}; } </dev/null
`;
}

function broke(name: string, { errorText }: ShellEnding): Failure {
  const said = plainLine(errorText.trim().slice(-300));
  return failure(
    'failed',
    'watch-broke-off',
    `${name} stopped announcing connections${said === '' ? '' : `: ${said}`}.`,
    'Watch again.',
  );
}

function problems(name: string, errorText: string, isBuffered: boolean): readonly Problem[] {
  const overflows = errorText.match(/No buffer space available/g)?.length ?? 0;
  return [...ssOverflows(name, overflows), ...(isBuffered ? [ssBuffers(name)] : [])];
}
