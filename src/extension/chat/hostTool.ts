import {
  LanguageModelTextPart,
  LanguageModelToolResult,
  type CancellationToken,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
  type LanguageModelToolInvocationPrepareOptions,
  type PreparedToolInvocation,
} from 'vscode';
import { isUserError } from '../errors.ts';
import type { HostEntry } from '../hosts/hostEntry.ts';
import { ToolHosts } from './toolHosts.ts';

/** A model may send anything. */
export interface HostToolInput {
  /** Id or label of a host in the user's Hosts view; this machine if absent. */
  readonly host?: unknown;
}

export interface HostToolPorts {
  /** The hosts that the user has listed. A model cannot reach any other host. */
  readonly hosts: () => readonly HostEntry[];
  readonly isTrusted: () => boolean;
}

/** What the user is asked before the tool runs. */
export interface ToolQuestion {
  readonly title: string;
  readonly message: string;
  /** What the tool is doing, while it runs. */
  readonly invocation: string;
}

/** A tool for chat agents that reads from one host and answers with text. */
export abstract class HostTool<Input extends HostToolInput> implements LanguageModelTool<Input> {
  readonly #isTrusted: () => boolean;
  readonly #hosts: ToolHosts;

  constructor({ hosts, isTrusted }: HostToolPorts) {
    this.#isTrusted = isTrusted;
    this.#hosts = new ToolHosts(hosts);
  }

  /** Asks the user first, because the sockets, processes and peers of a host are confidential. */
  prepareInvocation({ input }: LanguageModelToolInvocationPrepareOptions<Input>): PreparedToolInvocation {
    const { title, message, invocation } = this.question(this.#hosts.labelOf(input.host), input);
    return { invocationMessage: invocation, confirmationMessages: { title, message } };
  }

  async invoke(
    { input }: LanguageModelToolInvocationOptions<Input>,
    token: CancellationToken,
  ): Promise<LanguageModelToolResult> {
    return new LanguageModelToolResult([new LanguageModelTextPart(await this.#text(input, token))]);
  }

  protected abstract question(label: string, input: Input): ToolQuestion;

  /** @param host its id */
  protected abstract answer(host: string, input: Input, token: CancellationToken): Promise<string>;

  async #text(input: Input, token: CancellationToken): Promise<string> {
    if (!this.#isTrusted())
      return 'The user has not trusted this workspace, so nothing is read. Ask the user to trust it.';
    const host = this.#hosts.find(input.host);
    if (host === undefined) return this.#hosts.noneSuch;
    try {
      return await this.answer(host.id, input, token);
    } catch (error) {
      if (!isUserError(error)) throw error;
      return `The tool failed (${error.code}): ${error.message} ${error.nextStep}`;
    }
  }
}
