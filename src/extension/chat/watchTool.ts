import {
  l10n,
  LanguageModelTextPart,
  LanguageModelToolResult,
  type CancellationToken,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
  type LanguageModelToolInvocationPrepareOptions,
  type PreparedToolInvocation,
} from 'vscode';
import { chatText } from '../../core/protocol/viewModels.ts';
import { watchRequest } from '../../core/protocol/watch.ts';
import type { Send } from '../client/server.ts';
import { isUserError, notWatched } from '../errors.ts';
import type { HostEntry } from '../hosts/hostEntry.ts';
import type { Inspections } from '../inspection/inspections.ts';
import { ToolHosts } from './toolHosts.ts';

/** As in the schema in `package.json`. A model may send anything. */
export interface WatchToolInput {
  /** Id or label of a host in the user's Hosts view; this machine if absent. */
  readonly host?: unknown;
  readonly seconds?: unknown;
}

export interface WatchToolPorts {
  readonly inspections: Inspections;
  readonly send: Send;
  readonly hosts: () => readonly HostEntry[];
  readonly isTrusted: () => boolean;
  readonly guideLink: (section: string) => string;
}

const usualSeconds = 10;
const mostSeconds = 30;
const maxFindings = 10;

/** The tool `watch_connections` for chat agents: listens for a while without changing anything, and returns what ended and how. */
export class WatchTool implements LanguageModelTool<WatchToolInput> {
  readonly #ports: WatchToolPorts;
  readonly #hosts: ToolHosts;

  constructor(ports: WatchToolPorts) {
    this.#ports = ports;
    this.#hosts = new ToolHosts(ports.hosts);
  }

  /** Asks the user first, because the peers of a host are confidential. */
  prepareInvocation({
    input,
  }: LanguageModelToolInvocationPrepareOptions<WatchToolInput>): PreparedToolInvocation {
    const label = this.#hosts.labelOf(input.host);
    const seconds = secondsOf(input);
    return {
      invocationMessage: l10n.t('Watching connections on {0} for {1} s', label, seconds),
      confirmationMessages: {
        title: l10n.t('Watch Connections'),
        message: l10n.t(
          'Listen for {1} seconds to the TCP connections that end on {0}, and hand addresses, counts and process names to the model? Nothing is changed.',
          label,
          seconds,
        ),
      },
    };
  }

  async invoke(
    { input }: LanguageModelToolInvocationOptions<WatchToolInput>,
    token: CancellationToken,
  ): Promise<LanguageModelToolResult> {
    return new LanguageModelToolResult([new LanguageModelTextPart(await this.#text(input, token))]);
  }

  async #text(input: WatchToolInput, token: CancellationToken): Promise<string> {
    const { inspections, send, isTrusted, guideLink } = this.#ports;
    if (!isTrusted())
      return 'The user has not trusted this workspace, so nothing is read. Ask the user to trust it.';
    const host = this.#hosts.find(input.host);
    if (host === undefined) return this.#hosts.noneSuch;
    try {
      const result = await send(watchRequest, { host: host.id, seconds: secondsOf(input) }, token);
      if (result.kind === 'failed') throw notWatched(result.problem);
      const { report } = await inspections.of(host.id).inspect(token, true);
      return chatText(report, { maxFindings, guideLink });
    } catch (error) {
      if (!isUserError(error)) throw error;
      return `The watching failed (${error.code}): ${error.message} ${error.nextStep}`;
    }
  }
}

function secondsOf({ seconds }: WatchToolInput): number {
  const isTime = typeof seconds === 'number' && seconds >= 1;
  return isTime ? Math.min(mostSeconds, Math.floor(seconds)) : usualSeconds;
}
