import { spawn, type ChildProcess } from 'node:child_process';
import { sizeLimit, type ChunkReader, type Source } from '../core/collect/host.ts';
import { throwIfCancelled, type Cancellation } from '../core/model/cancellation.ts';
import { failure, ok, type Failure, type Outcome } from '../core/model/outcome.ts';
import { answerTooLong } from './answerTooLong.ts';
import { commandExited, commandMissing, howToInstall } from './commandFailure.ts';
import { endingWithUs } from './endingWithUs.ts';
import { errorCode } from './systemError.ts';
import { tooManyFiles } from './tooManyFiles.ts';

type Command = Extract<Source, { kind: 'command' }>;

const maxErrorText = 400;

/**
 * Runs a program without a shell and streams its output. The program is killed if it takes too long or the user
 * cancels, and outlives neither this call nor this process.
 */
export async function runCommand(
  command: Command,
  onChunk: ChunkReader,
  cancellation: Cancellation,
): Promise<Outcome<void>> {
  const { program, args } = await endingWithUs(command);
  throwIfCancelled(cancellation);
  // Without a free descriptor (EMFILE) there are no pipes, whatever spawn()'s types say.
  const child: ChildProcess = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  });
  const ending = ended(child);
  const limit = sizeLimit(command);
  let errorText = '';
  let length = 0;
  let givenUp: Failure | undefined;
  child.stdout?.on('data', (chunk: Uint8Array) => {
    length += chunk.length;
    if (length > limit) giveUp(answerTooLong(command));
    else onChunk(chunk);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (errorText.length < maxErrorText) errorText += text;
  });
  const kill = (): void => {
    child.kill('SIGKILL');
    // A grandchild may keep the pipes open after the child has exited.
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  const giveUp = (why: Failure): void => {
    givenUp ??= why;
    kill();
  };
  const timer = setTimeout(() => {
    giveUp(tookTooLong(command));
  }, command.timeLimitMs);
  cancellation.addEventListener('abort', kill);
  try {
    const end = await ending;
    throwIfCancelled(cancellation);
    if (givenUp !== undefined) return givenUp;
    return end.kind === 'exited' ? exited(command, end.code, errorText) : notStarted(command, end.error);
  } finally {
    clearTimeout(timer);
    cancellation.removeEventListener('abort', kill);
  }
}

type Ending =
  | { readonly kind: 'exited'; readonly code: number | null }
  | { readonly kind: 'not-started'; readonly error: Error };

function ended(child: ReturnType<typeof spawn>): Promise<Ending> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve({ kind: 'not-started', error });
    });
    child.once('close', (code) => {
      resolve({ kind: 'exited', code });
    });
  });
}

function exited(command: Command, code: number | null, errorText: string): Outcome<void> {
  return code === 0 ? ok(undefined) : commandExited(command, code, errorText);
}

function tookTooLong({ program, args, timeLimitMs }: Command): Failure {
  return failure(
    'failed',
    'timed-out',
    `${program} did not finish within ${String(timeLimitMs / 1000)} s and was killed.`,
    `Try it in a terminal: ${[program, ...args].join(' ')}.`,
  );
}

function notStarted({ program }: Command, error: Error): Failure {
  switch (errorCode(error)) {
    case 'ENOENT':
      return commandMissing(program);
    case 'EACCES':
      return failure(
        'denied',
        'denied',
        `You do not have permission to run ${program}.`,
        `Check: ls -l $(command -v ${program}).`,
      );
    case 'EMFILE':
    case 'ENFILE':
      return tooManyFiles(program);
    default:
      return failure(
        'failed',
        'failed',
        `${program} could not be started: ${error.message}.`,
        howToInstall(program),
      );
  }
}
