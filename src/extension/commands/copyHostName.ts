import { env, l10n, window } from 'vscode';
import type { HostList } from '../hosts/hostList.ts';
import { namedHost } from './namedHost.ts';

/** "Copy Name" of a host's row. */
export function copyHostNameCommand(list: HostList): (argument: unknown) => Promise<void> {
  return async (argument) => {
    const host = namedHost(argument);
    if (host === undefined) return;
    await env.clipboard.writeText(list.entryOf(host).label);
    window.setStatusBarMessage(l10n.t('Copied'), 3000);
  };
}
