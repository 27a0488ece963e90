import { portUse } from '../core/inspect/portUse.ts';
import { problemsOf, valueOf, type Outcome } from '../core/model/outcome.ts';
import { plainLine, visibleJson } from '../core/model/plainText.ts';
import type { PortUse } from '../core/model/portUse.ts';
import { portAnswer, type BindAnswer, type PortAnswer } from '../core/report/port/portAnswer.ts';
import { isHost, type Place } from '../core/collect/place.ts';
import type { CommandIo } from './commandIo.ts';
import { paintFor, type Colour, type Paint } from './paint.ts';
import { runParsed } from './parsedArguments.ts';
import { parsePortArguments, portDescription, type PortOptions } from './port/portArguments.ts';
import { portJson } from './port/portJson.ts';
import { withPlace } from './withPlace.ts';
import { writeProblems } from './writeProblems.ts';

const statuses: Readonly<Record<BindAnswer, number>> = {
  free: 0,
  privileged: 1,
  shared: 1,
  taken: 2,
  unknown: 3,
};
const colours: Readonly<Record<BindAnswer, Colour>> = {
  free: 'green',
  privileged: 'yellow',
  shared: 'yellow',
  taken: 'red',
  unknown: 'yellow',
};

/** `port`: shows who holds a port, and what that means for bind() and connect(). */
export function port(args: readonly string[], io: CommandIo): Promise<number> {
  return runParsed(parsePortArguments(args), portDescription, io, (options) => run(options, io));
}

async function run(options: PortOptions, { stdout, stderr }: CommandIo): Promise<number> {
  const { outcome, way } = await withPlace(options, (place) => ask(place, options));
  const problems = problemsOf(outcome);
  writeProblems(stderr, problems);
  const use = valueOf(outcome);
  if (use === undefined) return 3;
  const answer = portAnswer(use, way);
  stdout.write(
    options.format === 'json'
      ? `${visibleJson(portJson(use, answer, problems))}\n`
      : text(answer, paintFor(stdout)),
  );
  return statuses[answer.answer];
}

async function ask(
  place: Place,
  { collector, port: number }: PortOptions,
): Promise<{ readonly outcome: Outcome<PortUse>; readonly way: readonly string[] }> {
  if (!isHost(place)) throw new Error('A port belongs to a host.');
  const outcome = await portUse({
    ...place,
    choice: collector,
    port: number,
    cancellation: new AbortController().signal,
  });
  return { outcome, way: place.host.wayIn ?? [] };
}

function text({ answer, title, bind, connect, users, notes, remedies }: PortAnswer, paint: Paint): string {
  const lines = [
    paint(colours[answer], paint('bold', plainLine(title))),
    `  ${plainLine(bind.join(' '))}`,
    `  ${plainLine(connect.join(' '))}`,
    ...users.flatMap(({ who, what, meaning }) => [
      '',
      `${plainLine(who)}: ${plainLine(what)}`,
      `  ${plainLine(meaning)}`,
    ]),
    ...(notes.length === 0 ? [] : ['', ...notes.map(plainLine)]),
    ...(remedies.length === 0
      ? []
      : [
          '',
          ...remedies.flatMap(({ text: says, command }) => [
            `→ ${plainLine(says)}`,
            ...(command === undefined ? [] : [`  $ ${plainLine(command)}`]),
          ]),
        ]),
  ];
  return `${lines.join('\n')}\n`;
}
