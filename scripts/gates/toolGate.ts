import { run } from '../lib/run.ts';
import { inRepository, repository } from '../lib/paths.ts';
import type { Gate } from './gate.ts';

/** A gate that is a tool of its own: it passes when the tool ends with status 0. */
export function toolGate(name: string, tool: string, args: readonly string[]): Gate {
  return {
    name,
    check: async () => {
      const bin = inRepository('node_modules/.bin', tool);
      const { status, stdout, stderr } = await run(bin, args, { cwd: repository, timeoutMs: 300_000 });
      return status === 0 ? [] : [`${stdout}${stderr}`.trim() || `${tool} ended with ${String(status)}`];
    },
  };
}
