import { type CancellationToken } from 'vscode';
import { chatText } from '../../core/protocol/viewModels.ts';
import { watchRequest } from '../../core/protocol/watch.ts';
import type { Send } from '../client/server.ts';
import { notWatched } from '../errors.ts';
import type { Inspections } from '../inspection/inspections.ts';
import { HostTool, type HostToolInput, type HostToolPorts, type ToolQuestion } from './hostTool.ts';

/** As in the schema in `package.json`. */
export interface WatchToolInput extends HostToolInput {
  readonly seconds?: unknown;
}

export interface WatchToolPorts extends HostToolPorts {
  readonly inspections: Inspections;
  readonly send: Send;
  readonly guideLink: (section: string) => string;
}

const usualSeconds = 10;
const mostSeconds = 30;
const maxFindings = 10;

/** The tool `watch_connections` for chat agents: listens for a while without changing anything, and returns what ended and how. */
export class WatchTool extends HostTool<WatchToolInput> {
  readonly #ports: WatchToolPorts;

  constructor(ports: WatchToolPorts) {
    super(ports);
    this.#ports = ports;
  }

  protected override question(label: string, input: WatchToolInput): ToolQuestion {
    const seconds = secondsOf(input);
    return {
      invocation: `Watching connections on ${label} for ${seconds} s`,
      title: 'Watch Connections',
      message: `Listen for ${seconds} seconds to the TCP connections that end on ${label}, and pass addresses, counts and process names to the model? Nothing is changed.`,
    };
  }

  protected override async answer(
    host: string,
    input: WatchToolInput,
    token: CancellationToken,
  ): Promise<string> {
    const { inspections, send, guideLink } = this.#ports;
    const result = await send(watchRequest, { host, seconds: secondsOf(input) }, token);
    if (result.kind === 'failed') throw notWatched(result.problem);
    const { report } = await inspections.of(host).inspect(token, true);
    return chatText(report, { maxFindings, guideLink });
  }
}

function secondsOf({ seconds }: WatchToolInput): number {
  const isTime = typeof seconds === 'number' && seconds >= 1;
  return isTime ? Math.min(mostSeconds, Math.floor(seconds)) : usualSeconds;
}
