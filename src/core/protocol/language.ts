/** Between the extension and the language features of the server process. */

/** Commands of the extension that code actions call. Each shows what it does; none runs anything as root. */
export const copyCommandId = 'socketDiagnostics.copyShellCommand';
/** Puts a command line into the terminal without running it. */
export const typeCommandId = 'socketDiagnostics.typeShellCommand';
export const saveDropInCommandId = 'socketDiagnostics.saveDropIn';

export interface SaveDropInArguments {
  readonly fileName: string;
  readonly text: string;
}

/** The section of the settings that the server asks the client for. */
export const settingsSection = 'socketDiagnostics';
