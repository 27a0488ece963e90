import { CancellationError, commands, window, type LogOutputChannel } from 'vscode';
import { plainLabel, plainLine } from '../core/model/plainText.ts';
import { isUserError, messageOf, type UserError } from './errors.ts';
import { helpsInTerminal } from './hosts/helpsInTerminal.ts';
import { runCommand } from './runCommand.ts';

interface Button {
  readonly title: string;
  readonly press: () => unknown;
}

/** Reports failures: all go to the log, and those of a user action also to a notification. */
export class Failures {
  readonly #log: Pick<LogOutputChannel, 'error'>;

  constructor(log: Pick<LogOutputChannel, 'error'>) {
    this.#log = log;
  }

  /** For background work: its view shows that it failed, and the log says why. */
  note(error: unknown): void {
    if (error instanceof CancellationError) return;
    this.#log.error(
      plainLine(
        isUserError(error) ? `[${error.problem?.code ?? error.code}] ${error.message}` : messageOf(error),
      ),
      plainLine(causeOf(error)),
    );
  }

  /** Shows what happened, the next step, and a button for it. A cancellation is not a failure. */
  async show(error: unknown, retry: () => unknown): Promise<void> {
    if (error instanceof CancellationError) return;
    this.note(error);
    if (isUserError(error))
      await offer(
        `${error.message} ${error.nextStep} (${error.problem?.code ?? error.code})`,
        buttonsFor(error, retry),
      );
    else await offer(plainLabel(messageOf(error)), [showLogButton()]);
  }
}

function buttonsFor(error: UserError, retry: () => unknown): readonly Button[] {
  switch (error.code) {
    case 'untrusted-workspace':
      return [manageTrustButton()];
    case 'rows-gone':
      return [{ title: 'Refresh', press: () => runCommand('refresh') }];
    case 'snapshot-not-opened':
      return [{ title: 'Open Another…', press: () => runCommand('openSnapshot') }];
    case 'no-machine':
      return [{ title: 'Open Snapshot…', press: () => runCommand('openSnapshot') }];
    case 'not-watched':
    case 'port-not-read':
      return [{ title: 'Retry', press: retry }];
    case 'prometheus-not-read':
      return [...tokenButton(error), { title: 'Retry', press: retry }];
    case 'instance-not-named':
      return [{ title: 'Add SSH Host…', press: () => runCommand('addSshHost') }];
    case 'wrong-argument':
      return [showLogButton()];
    case 'guide-section-unknown':
      return [{ title: 'Open Guide', press: () => runCommand('openGuide') }];
    case 'host-not-reached':
      return [{ title: 'Retry', press: retry }, ...terminalButton(error), showLogButton()];
    case 'server-not-started':
    case 'server-stopped':
    case 'inspection-failed':
    case 'guide-not-shown':
    case 'not-inspected-yet':
    case 'snapshot-not-saved':
    case 'file-not-saved':
    case 'file-not-opened':
      return [{ title: 'Retry', press: retry }, showLogButton()];
  }
}

/** Lets the user accept a host key or log in, which the extension never does for them. */
function terminalButton({ problem }: UserError): readonly Button[] {
  if (problem === undefined || !helpsInTerminal(problem.code)) return [];
  const { host } = problem;
  return [{ title: 'Open a Terminal', press: () => runCommand('openHostTerminal', host) }];
}

function tokenButton({ problem }: UserError): readonly Button[] {
  if (problem?.code !== 'prometheus-denied') return [];
  const { host } = problem;
  return [{ title: 'Set Token…', press: () => runCommand('setPrometheusToken', host) }];
}

function showLogButton(): Button {
  return { title: 'Show Log', press: () => runCommand('showLog') };
}

function manageTrustButton(): Button {
  const press = () => commands.executeCommand('workbench.trust.manage');
  return { title: 'Manage Workspace Trust', press };
}

async function offer(text: string, buttons: readonly Button[]): Promise<void> {
  const chosen = await window.showErrorMessage(text, ...buttons);
  await chosen?.press();
}

/** The messages of the whole chain of causes. */
function causeOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  return cause === undefined ? '' : `${messageOf(cause)} ${causeOf(cause)}`.trim();
}
