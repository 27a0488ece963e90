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
import { isUserError } from '../errors.ts';
import type { HostEntry } from '../hosts/hostEntry.ts';
import { ToolHosts } from './toolHosts.ts';
import type { Inspections } from '../inspection/inspections.ts';

/** As in the schema in `package.json`. A model may send anything. */
export interface InspectToolInput {
  /** Id or label of a host in the user's Hosts view; this machine if absent. */
  readonly host?: unknown;
  readonly maxFindings?: unknown;
}

export interface InspectToolPorts {
  readonly inspections: Inspections;
  /** The hosts that the user has listed. A model cannot reach any other host. */
  readonly hosts: () => readonly HostEntry[];
  readonly isTrusted: () => boolean;
  readonly guideLink: (section: string) => string;
}

const usualFindings = 10;

/** The tool `inspect_time_wait` for chat agents: reads without changing anything, and returns the contents of the report. */
export class InspectTool implements LanguageModelTool<InspectToolInput> {
  readonly #ports: InspectToolPorts;
  readonly #hosts: ToolHosts;

  constructor(ports: InspectToolPorts) {
    this.#ports = ports;
    this.#hosts = new ToolHosts(ports.hosts);
  }

  /** Asks the user first, because the sockets and processes of a host are confidential. */
  prepareInvocation({
    input,
  }: LanguageModelToolInvocationPrepareOptions<InspectToolInput>): PreparedToolInvocation {
    const label = this.#hosts.labelOf(input.host);
    return {
      invocationMessage: l10n.t('Inspecting TIME_WAIT on {0}', label),
      confirmationMessages: {
        title: l10n.t('Inspect TIME_WAIT'),
        message: l10n.t(
          'Read the TCP sockets, counters and kernel parameters of {0} and pass the report to the model? Nothing is changed.',
          label,
        ),
      },
    };
  }

  async invoke(
    { input }: LanguageModelToolInvocationOptions<InspectToolInput>,
    token: CancellationToken,
  ): Promise<LanguageModelToolResult> {
    return new LanguageModelToolResult([new LanguageModelTextPart(await this.#text(input, token))]);
  }

  async #text(input: InspectToolInput, token: CancellationToken): Promise<string> {
    const { inspections, isTrusted, guideLink } = this.#ports;
    if (!isTrusted())
      return 'The user has not trusted this workspace, so nothing is read. Ask the user to trust it.';
    const host = this.#hosts.find(input.host);
    if (host === undefined) return this.#hosts.noneSuch;
    try {
      const { report } = await inspections.of(host.id).inspect(token, true);
      return chatText(report, { maxFindings: findingsWanted(input), guideLink });
    } catch (error) {
      if (!isUserError(error)) throw error;
      return `The inspection failed (${error.code}): ${error.message} ${error.nextStep}`;
    }
  }
}

function findingsWanted({ maxFindings }: InspectToolInput): number {
  return typeof maxFindings === 'number' && maxFindings >= 0 ? Math.floor(maxFindings) : usualFindings;
}
