import { Disposable, lm } from 'vscode';
import type { InspectTool, InspectToolInput } from './inspectTool.ts';

/** As `package.json` contributes it. */
export const inspectToolName = 'inspect_time_wait';

/** Offers the inspection to chat agents, where the editor has any; what it does is loaded when one asks. */
export function registerInspectTool(load: () => Promise<InspectTool>): Disposable {
  const chat = lm as Partial<typeof lm> | undefined;
  if (chat?.registerTool === undefined) return Disposable.from();
  return chat.registerTool<InspectToolInput>(inspectToolName, {
    invoke: async (options, token) => (await load()).invoke(options, token),
    prepareInvocation: async (options) => (await load()).prepareInvocation(options),
  });
}
