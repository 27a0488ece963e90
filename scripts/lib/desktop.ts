import { vsixPath } from '../package/pack.ts';
import { step } from './progress.ts';
import { run, runOk } from './run.ts';
import { copySample } from './sample.ts';

/** The desktop's VS Code, when its command is on the PATH and answers. */
export async function desktopCommand(): Promise<string | undefined> {
  for (const command of ['code', 'code-insiders', 'codium']) {
    const answer = await run(command, ['--version'], { timeoutMs: 20_000 }).catch(() => undefined);
    if (answer?.status === 0) return command;
  }
  return undefined;
}

export async function openInDesktop(code: string): Promise<void> {
  await step(`Installing the extension with ${code}`, () =>
    runOk(code, ['--install-extension', vsixPath, '--force']),
  );
  const folder = await copySample();
  await step('Opening the sample workspace', () => runOk(code, [folder]));
  console.log(
    `\nRun “Sockets: Inspect TIME_WAIT” from the command palette. The workspace is a copy: ${folder}`,
  );
}
