import type { Disposable, Webview } from 'vscode';
import { faultText } from '../../core/protocol/schema.ts';
import { fromWebview, type FromWebview } from '../../core/protocol/webview.ts';

/** Hears what the page of a panel asks for. What is not as the protocol has it is not done; `onFailure` is told. */
export function onPageMessage(
  { onDidReceiveMessage }: Pick<Webview, 'onDidReceiveMessage'>,
  receive: (message: FromWebview) => Promise<void>,
  onFailure: (error: unknown) => void,
): Disposable {
  return onDidReceiveMessage((message: unknown) => {
    const fault = fromWebview.fault(message, '');
    if (fault === undefined) receive(message as FromWebview).catch(onFailure);
    else onFailure(new Error(`A message of the page was ignored. ${faultText(fault)}`));
  });
}
