import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { CancelledError, throwIfCancelled, type Cancellation } from '../../core/model/cancellation.ts';
import { problemsOf, type Failure, type Outcome } from '../../core/model/outcome.ts';
import { plainLines } from '../../core/model/plainText.ts';
import type { Place } from '../../core/collect/place.ts';
import { errorText } from '../../host/systemError.ts';
import type { AllowedFolders } from './allowedFolders.ts';
import { leftOut, pageOf, type Answer } from './answer.ts';
import { fenced } from './dataFence.ts';
import type { HeldAnswers } from './heldAnswers.ts';

/** What the user has let the tools reach. */
export interface Reach {
  readonly place: Place;
  readonly folders: AllowedFolders;
}

export interface ToolCall extends Reach {
  readonly cancellation: Cancellation;
}

/** A tool that reads and changes nothing. */
export interface ToolDefinition<Shape extends z.ZodRawShape> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly shape: Shape;
  /** Whether there is a next page. A tool whose arguments are long has none: the model would have to repeat them. */
  readonly hasPages: boolean;
  /** Whether all of the answer is ours, so that nothing in it needs to be marked as data. */
  readonly isOwnText?: boolean;
  /** Throws an error that says what is wrong, with the name of the argument. */
  readonly answer: (input: z.output<z.ZodObject<Shape>>, call: ToolCall) => Promise<Answer>;
}

/** Adds a tool to a server. */
export type AddTool = (server: McpServer, reach: Reach, held: HeldAnswers) => void;

/** Of English text and Markdown, roughly. */
const charactersPerToken = 4;
/** What stands around the data. */
const envelope = 700;

const budget = {
  maxTokens: z
    .number()
    .int()
    .min(500)
    .max(10_000)
    .default(4000)
    .describe('The approximate maximum length of the answer, in tokens.'),
};
const pages = {
  cursor: z
    .string()
    .max(40)
    .optional()
    .describe('The cursor of an earlier answer, for its next page; repeat the other arguments.'),
};

/** Another argument is refused, because a misspelt one must not be taken for one that was left out. */
export function tool<Shape extends z.ZodRawShape>(definition: ToolDefinition<Shape>): AddTool {
  const { name, title, description, shape, hasPages } = definition;
  const own = z.strictObject(shape);
  const inputSchema: z.ZodObject = z.strictObject({ ...shape, ...budget, ...(hasPages && pages) });
  return (server, reach, held) => {
    server.registerTool(
      name,
      { title, description, inputSchema, annotations: { readOnlyHint: true, openWorldHint: false } },
      async (input, { signal }) => {
        const { maxTokens, cursor, ...rest } = input as { maxTokens: number; cursor?: string };
        const asked = JSON.stringify([name, rest]);
        try {
          const { answer, from } =
            cursor === undefined
              ? {
                  answer: await definition.answer(own.parse(rest), { ...reach, cancellation: signal }),
                  from: 0,
                }
              : held.find(cursor, asked);
          throwIfCancelled(signal);
          const { text, next } = pageOf(answer, from, maxTokens * charactersPerToken - envelope);
          const more =
            next === undefined
              ? []
              : [
                  leftOut(answer, from, next),
                  hasPages
                    ? `For the next page, call ${name} with cursor "${held.hold(answer, asked, next)}". ${answer.narrower}`
                    : answer.narrower,
                ];
          return {
            content: [
              {
                type: 'text',
                text: [definition.isOwnText === true ? text : fenced(text), ...more].join('\n\n'),
              },
            ],
          };
        } catch (error) {
          // The protocol does not answer a call that was cancelled.
          if (error instanceof CancelledError) throw error;
          return { content: [{ type: 'text', text: failed(error) }], isError: true };
        }
      },
    );
  };
}

/** Fenced, because it may quote what a host or a file says. */
function failed(error: unknown): string {
  return `The call failed:\n${fenced(plainLines(errorText(error)))}`;
}

/** The value of an outcome. Throws what is wrong and what to do about it. */
export function expectValue<T>(outcome: Outcome<T>): T {
  if ('value' in outcome) return outcome.value;
  throw problemError(outcome);
}

export function problemError({ problem: { message, nextStep } }: Failure): Error {
  return new Error(`${message} ${nextStep}`);
}

/** What is missing in a value that is there, a line each. */
export function missingLines(outcome: Outcome<unknown>): readonly string[] {
  return problemsOf(outcome).map(({ message, nextStep }) => plainLines(`Incomplete: ${message} ${nextStep}`));
}
