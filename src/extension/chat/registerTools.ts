import { Disposable, lm, type LanguageModelTool } from 'vscode';
import type { InspectToolInput } from './inspectTool.ts';
import type { WatchToolInput } from './watchTool.ts';

/** As `package.json` contributes them. */
export const inspectToolName = 'inspect_time_wait';
export const watchToolName = 'watch_connections';

/** A tool that is loaded when an agent asks. */
type Load<Input> = () => Promise<Required<LanguageModelTool<Input>>>;

/** Offers the extension's tools to chat agents, if the editor has any. */
export function registerTools(inspect: Load<InspectToolInput>, watch: Load<WatchToolInput>): Disposable {
  const chat = lm as Partial<typeof lm> | undefined;
  if (chat?.registerTool === undefined) return Disposable.from();
  return Disposable.from(
    chat.registerTool<InspectToolInput>(inspectToolName, loaded(inspect)),
    chat.registerTool<WatchToolInput>(watchToolName, loaded(watch)),
  );
}

function loaded<Input>(load: Load<Input>): LanguageModelTool<Input> {
  return {
    invoke: async (options, token) => (await load()).invoke(options, token),
    prepareInvocation: async (options, token) => (await load()).prepareInvocation(options, token),
  };
}
