import { spawn } from 'node:child_process';
import { findNode20 } from '../lib/node20.ts';
import { inRepository } from '../lib/paths.ts';
import { failure, joinResults, type Results } from '../lib/results.ts';
import { run } from '../lib/run.ts';
import type { Suite } from './suite.ts';

const initialize = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { processId: null, rootUri: null, capabilities: {} },
});

/** Asks for the capabilities and ends the server: closing its input at once would end it before it answers. */
async function serverAnswers(node: string): Promise<Results> {
  const title = 'the language server answers';
  const child = spawn(node, [inRepository('dist/server.js'), '--stdio']);
  let said = '';
  const answered = new Promise<boolean>((resolve) => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes('"capabilities"')) resolve(true);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', () => {
      resolve(false);
    });
    setTimeout(resolve, 10_000, false).unref();
  });
  child.stdin.write(`Content-Length: ${String(Buffer.byteLength(initialize))}\r\n\r\n${initialize}`);
  const isGood = await answered;
  child.kill('SIGKILL');
  return isGood ? { passed: [title], failed: [], skipped: [] } : failure(title, `it said: ${said}`);
}

async function cliAnswers(node: string): Promise<Results> {
  const title = 'the command line inspects';
  const args = [inRepository('dist/cli.js'), 'inspect', '--json'];
  const { status, stdout, stderr } = await run(node, args, { timeoutMs: 30_000 });
  try {
    const report = JSON.parse(stdout) as { readonly schema?: unknown };
    // 0 to 2 tell how bad the findings are; 3 is "could not collect".
    if (typeof report.schema === 'string' && status !== null && status < 3)
      return { passed: [title], failed: [], skipped: [] };
  } catch {
    // told below, with everything that it said
  }
  return failure(title, `status ${String(status)}\nstdout: ${stdout.slice(0, 500)}\nstderr: ${stderr}`);
}

export const node20: Suite = {
  name: 'node20',
  needsBuild: true,
  run: async () => {
    const node = await findNode20();
    if (node === undefined) {
      const skip = { title: 'the whole suite', reason: 'there is no Node.js 20 on the PATH' };
      return { passed: [], failed: [], skipped: [skip] };
    }
    return joinResults([await serverAnswers(node), await cliAnswers(node)]);
  },
};
