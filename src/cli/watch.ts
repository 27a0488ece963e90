import type { Host } from '../core/collect/host.ts';
import { cannotBeExact, watchConnections } from '../core/inspect/watchConnections.ts';
import { judgeConnections } from '../core/inspect/judgeConnections.ts';
import { failure, problemsOf, valueOf, type Outcome } from '../core/model/outcome.ts';
import type { WatchedConnections } from '../core/model/watched.ts';
import { plainLine, visibleJson } from '../core/model/plainText.ts';
import { isHost, type Place } from '../host/place.ts';
import { steadyClock } from '../host/steadyClock.ts';
import type { CommandIo } from './commandIo.ts';
import { paintFor } from './paint.ts';
import { runParsed } from './parsedArguments.ts';
import { exactText } from './watch/exactText.ts';
import { LiveScreen } from './watch/liveScreen.ts';
import { parseWatchArguments, watchDescription, type WatchOptions } from './watch/watchArguments.ts';
import { watchJson } from './watch/watchJson.ts';
import { findingsText, watchText } from './watch/watchText.ts';
import { worstStatus } from './worstStatus.ts';
import { withPlace } from './withPlace.ts';

/** The streams and environment of the command. */
export interface WatchIo extends CommandIo {
  /** Ends the watching; what was seen until then is printed. */
  readonly stop: AbortSignal;
}

/** `watch`: listens for connections that end. The exit status is the worst finding's, and 3 if listening is not possible. */
export function watch(args: readonly string[], io: WatchIo): Promise<number> {
  return runParsed(parseWatchArguments(args), watchDescription, io, (options) =>
    withPlace(options, (place) => run(place, options, io)),
  );
}

async function run(place: Place, options: WatchOptions, io: WatchIo): Promise<number> {
  const screen = options.format === 'text' && io.stdout.isTTY ? new LiveScreen(io.stdout) : undefined;
  const paint = paintFor(io.stdout);
  const outcome = await listen(place, options, io, (watched) => {
    if (screen !== undefined) screen.draw(watchText(watched, paint));
    else if (options.format === 'ndjson')
      io.stdout.write(`${visibleJson(watchJson(watched, judgeConnections(watched), []), 0)}\n`);
  });
  screen?.clear();
  const problems = problemsOf(outcome);
  const watched = valueOf(outcome);
  for (const { message, nextStep } of problems)
    io.stderr.write(`${plainLine(message)} ${plainLine(nextStep)}\n`);
  if (watched === undefined) return 3;
  const findings = judgeConnections(watched);
  switch (options.format) {
    case 'text':
      io.stdout.write(
        watchText(watched, paint) + exactText(watched.exact, paint) + findingsText(findings, paint),
      );
      break;
    case 'json':
      io.stdout.write(`${visibleJson(watchJson(watched, findings, problems))}\n`);
      break;
    case 'ndjson':
      io.stdout.write(`${visibleJson(watchJson(watched, findings, problems), 0)}\n`);
  }
  return worstStatus(findings);
}

async function listen(
  place: Place,
  { seconds, exact }: WatchOptions,
  { stop }: WatchIo,
  onProgress: (watched: WatchedConnections) => void,
): Promise<Outcome<WatchedConnections>> {
  // A name that cannot be used is a host that says so.
  const facts = isHost(place) && place.ends === undefined ? await factsOf(place.host) : undefined;
  if (facts !== undefined && 'problem' in facts) return facts;
  if (!isHost(place) || place.ends === undefined)
    return failure(
      'unavailable',
      'watch-unavailable',
      'Connections can only be watched on a live host.',
      'Specify a host or a network namespace.',
    );
  const { changes } = place;
  if (exact && changes === undefined) return { kind: 'unavailable', problem: cannotBeExact };
  return watchConnections({
    ...steadyClock,
    source: place.ends,
    host: place.host,
    until: stop,
    ...(seconds !== undefined && { seconds }),
    ...(exact && changes && { exact: changes }),
    onProgress: (progress) => {
      onProgress(progress.result());
    },
  });
}

function factsOf(host: Host): Promise<Outcome<unknown>> {
  const never = new AbortController().signal;
  return host.open({ sources: [] }, never).facts(never);
}
