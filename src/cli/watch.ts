import { judgeConnections } from '../core/inspect/judgeConnections.ts';
import { problemsOf, valueOf } from '../core/model/outcome.ts';
import { visibleJson } from '../core/model/plainText.ts';
import type { Place } from '../core/collect/place.ts';
import type { CommandIo } from './commandIo.ts';
import { paintFor } from './paint.ts';
import { runParsed } from './parsedArguments.ts';
import { exactText } from './watch/exactText.ts';
import { listen } from './watch/listen.ts';
import { LiveScreen } from './watch/liveScreen.ts';
import { parseWatchArguments, watchDescription, type WatchOptions } from './watch/watchArguments.ts';
import { watchJson } from './watch/watchJson.ts';
import { findingsText, watchText } from './watch/watchText.ts';
import { worstStatus } from './worstStatus.ts';
import { withPlace } from './withPlace.ts';
import { writeProblems } from './writeProblems.ts';

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
  const outcome = await listen(place, { ...options, until: io.stop }, (watched) => {
    if (screen !== undefined) screen.draw(watchText(watched, paint));
    else if (options.format === 'ndjson')
      io.stdout.write(`${visibleJson(watchJson(watched, judgeConnections(watched), []), 0)}\n`);
  });
  screen?.clear();
  const problems = problemsOf(outcome);
  const watched = valueOf(outcome);
  writeProblems(io.stderr, problems);
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
