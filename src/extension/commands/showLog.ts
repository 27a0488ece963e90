import type { LogOutputChannel } from 'vscode';

/** "Show Log": what the extension, the server and the language client wrote. */
export function showLogCommand(log: LogOutputChannel): () => void {
  return () => {
    log.show();
  };
}
