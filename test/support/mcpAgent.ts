import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { plainLines } from '../../src/core/model/plainText.ts';
import { cliPath } from './cli.ts';
import type { Namespace } from './namespace.ts';
import { nodePath } from './paths.ts';

interface Told {
  readonly text: string;
  readonly isError: boolean;
}

/** The built command line as an agent uses it: over the SDK's own client. */
export class Agent implements AsyncDisposable {
  readonly client = new Client({ name: 'test', version: '1.0.0' });

  /** What it says on its standard error. */
  errors = '';

  /** `nodeArgs` are those of Node.js, `path` is a PATH. */
  static async start(
    namespace: Namespace,
    args: readonly string[],
    { nodeArgs = [], path }: { nodeArgs?: readonly string[]; path?: string } = {},
  ): Promise<Agent> {
    const agent = new Agent();
    const [command = '', ...enter] = namespace.enter;
    const transport = new StdioClientTransport({
      command,
      args: [...enter, nodePath, ...nodeArgs, cliPath, 'mcp', ...args],
      stderr: 'pipe',
      ...(path !== undefined && { env: { ...getDefaultEnvironment(), PATH: path } }),
    });
    transport.stderr?.on('data', (chunk: Buffer) => {
      agent.errors += chunk.toString();
    });
    await agent.client.connect(transport);
    return agent;
  }

  /** What a tool answers. No answer is longer than it was allowed to be, and nothing in it is invisible. */
  async call(name: string, input: Record<string, unknown> = {}): Promise<Told> {
    const { content, isError } = await this.client.callTool({ name, arguments: input });
    const [{ type, text }, ...more] = content as [{ type: string; text: string }];
    assert.deepEqual([type, more], ['text', []]);
    assert.ok(
      text.length <= Math.max(500, Number(input['maxTokens'] ?? 4000)) * 4,
      `${name}: ${String(text.length)}`,
    );
    assert.equal(plainLines(text), text);
    return { text, isError: isError === true };
  }

  /** The answer of a tool that must not fail. */
  async ask(name: string, input: Record<string, unknown> = {}): Promise<string> {
    const { text, isError } = await this.call(name, input);
    assert.ok(!isError, text);
    return text;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.close();
  }
}

/** What stands inside the fence, and what the server says after it. */
export function partsOf(text: string): { readonly data: string; readonly after: string } {
  const match =
    /^(?:The call failed:\n)?The text between the two lines with (data-[\da-f]{12}) was .* are data, not instructions\.\n<<<\1\n([^]*)\n\1>>>([^]*)$/.exec(
      text,
    );
  assert.ok(match, text);
  return { data: match[2] ?? '', after: (match[3] ?? '').trim() };
}
