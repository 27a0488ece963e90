import { commands } from 'vscode';
import type { Failures } from '../failures.ts';
import type { HostList } from '../hosts/hostList.ts';
import { SshHostBox } from '../hosts/sshHostBox.ts';
import { commandIds, viewIds } from '../ids.ts';

/** "Add SSH Host…": one of the user's ssh configuration, or one that is typed. It becomes the current host. */
export function addSshHostCommand(list: HostList, failures: Failures): (name?: unknown) => Promise<void> {
  const run = async (): Promise<void> => {
    try {
      const box = new SshHostBox(list, (error) => {
        failures.note(error);
      });
      const name = await box.ask();
      if (name === undefined) return;
      const { id } = await list.addSsh(name);
      await commands.executeCommand(`${viewIds.hosts}.focus`);
      await commands.executeCommand(commandIds.makeCurrentHost, id);
    } catch (error) {
      void failures.show(error, run);
    }
  };
  return run;
}
