import { plainLabel } from '../core/model/plainText.ts';
import type { Problem } from '../core/model/outcome.ts';

export type ErrorCode =
  | 'server-not-started'
  | 'server-stopped'
  | 'inspection-failed'
  | 'host-not-reached'
  | 'untrusted-workspace'
  | 'guide-section-unknown'
  | 'guide-not-shown'
  | 'not-inspected-yet'
  | 'no-machine'
  | 'snapshot-not-saved'
  | 'snapshot-not-opened'
  | 'rows-gone'
  | 'file-not-saved'
  | 'file-not-opened'
  | 'not-watched'
  | 'port-not-read'
  | 'prometheus-not-read'
  | 'instance-not-named'
  | 'wrong-argument';

/** A failure to report to the user: what happened, and what to do next. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: ErrorCode;
  /** An imperative sentence. */
  readonly nextStep: string;

  /**
   * The host, or the Prometheus by its address, that could not be reached and the code of the reason, for example `ssh-refused`.
   * `brief`: the message without the name, where the problem has it.
   */
  readonly problem?: { readonly host: string; readonly code: string; readonly brief?: string };

  constructor(
    code: ErrorCode,
    message: string,
    nextStep: string,
    { cause, problem }: Pick<UserError, 'cause' | 'problem'> = {},
  ) {
    super(message, { cause });
    this.code = code;
    this.nextStep = nextStep;
    if (problem !== undefined) this.problem = problem;
  }
}

/** By name, not by class: the language client is a separate bundle with its own copy of this class. */
export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && error.name === 'UserError';
}

/** What the server says about why it cannot listen. */
export function notWatched({ message, nextStep }: Problem): UserError {
  return new UserError('not-watched', plainLabel(message), plainLabel(nextStep));
}

/** Why the sockets on a port could not be read. */
export function portNotRead({ message, nextStep }: Problem): UserError {
  return new UserError('port-not-read', plainLabel(message), plainLabel(nextStep));
}

export function serverNotStarted(cause: unknown): UserError {
  return new UserError(
    'server-not-started',
    'The diagnostics server could not be started.',
    'See the log for the reason, then retry.',
    { cause },
  );
}

export function serverStopped(cause?: unknown): UserError {
  return new UserError(
    'server-stopped',
    'The diagnostics server stopped unexpectedly.',
    'Retry to restart it. See the log for the reason.',
    { cause },
  );
}

export function inspectionFailed(cause: unknown): UserError {
  return new UserError(
    'inspection-failed',
    `The inspection failed: ${plainLabel(messageOf(cause))}`,
    'Retry. If it fails again, see the log.',
    { cause },
  );
}

/** The host did not answer, or its answer was cut off, so there is no usable data. */
export function hostNotReached(host: string, { code, message, brief, nextStep }: Problem): UserError {
  return new UserError('host-not-reached', plainLabel(message), plainLabel(nextStep), {
    problem: { host, code, ...(brief !== undefined && { brief: plainLabel(brief) }) },
  });
}

export function untrustedWorkspace(): UserError {
  return new UserError(
    'untrusted-workspace',
    'Sockets are not collected in a workspace that you have not trusted.',
    'Trust the workspace, or inspect from a window with no folder open.',
  );
}

export function guideSectionUnknown(section: string): UserError {
  return new UserError(
    'guide-section-unknown',
    `The guide has no section "${plainLabel(section)}".`,
    'Run the command "Open Guide" and choose a section from the list.',
  );
}

export function guideNotShown(cause: unknown): UserError {
  return new UserError(
    'guide-not-shown',
    'The guide could not be shown.',
    'Enable the built-in extension "Markdown Language Features".',
    { cause },
  );
}

/** For a host that is reached over the network, which is not contacted automatically. */
export function notInspectedYet(): UserError {
  return new UserError(
    'not-inspected-yet',
    'This host has not been inspected since the window was loaded.',
    'Retry to inspect it now.',
  );
}

/** In a browser. */
export function noMachine(): UserError {
  return new UserError(
    'no-machine',
    'VS Code runs in a browser here, where no host can be read.',
    'Open a snapshot, or use VS Code on a computer, over Remote-SSH or in a container.',
  );
}

export function rowsGone(): UserError {
  return new UserError(
    'rows-gone',
    'The server no longer holds these sockets.',
    'Refresh the view, then retry.',
  );
}

export function fileNotSaved(message: string, nextStep: string): UserError {
  return new UserError('file-not-saved', plainLabel(message), plainLabel(nextStep));
}

/** VS Code could not write a file. */
export function fileNotWritten(name: string, cause: unknown): UserError {
  const reason = messageOf(cause).replace(/\.$/, '');
  return fileNotSaved(`${name} could not be saved: ${reason}.`, 'Choose another folder.');
}

export function snapshotNotSaved(message: string, nextStep: string): UserError {
  return new UserError('snapshot-not-saved', plainLabel(message), plainLabel(nextStep));
}

export function snapshotNotOpened(path: string, message: string, nextStep: string): UserError {
  return new UserError(
    'snapshot-not-opened',
    `${plainLabel(path)} was not opened. ${plainLabel(message)}`,
    plainLabel(nextStep),
  );
}

/** The server process can only read and write files on its own machine. */
export const onThisMachine = (): string => 'Choose a file on the machine that the window is connected to.';

export function fileNotOpened(path: string, cause: unknown): UserError {
  return new UserError(
    'file-not-opened',
    `${plainLabel(path)} could not be opened.`,
    'Inspect again: the file may have been removed, or you may not have permission to read it.',
    { cause },
  );
}

/** Not by a button of ours: the types see to those. */
export function wrongArgument(command: string, reason: string): UserError {
  return new UserError(
    'wrong-argument',
    `The command ${command} was called with a wrong argument. ${plainLabel(reason)}`,
    'Correct the keybinding, link or extension that called it.',
  );
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
