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

/** Part of the client's `initializationOptions`. */
export interface LanguageOptions {
  /** False in an untrusted workspace: nothing is read but open documents. Absent counts as trusted. */
  readonly isTrusted?: boolean;
  /** The client has the commands above. */
  readonly hasShellCommands?: boolean;
  /** The client's hovers show the diagnostics of the place: ours would repeat them. */
  readonly showsProblemsOnHover?: boolean;
}

/** Sent by the extension when the user trusts the workspace. */
export const trustNotification = 'socketDiagnostics/trust';

/** The section of the settings that the server asks the client for. */
export const settingsSection = 'socketDiagnostics';
